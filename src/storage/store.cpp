// SPDX-License-Identifier: Apache-2.0
#include "storage/store.h"

#include <utility>

#include "storage/file_handle.h"

namespace ocellus {

Store::Store(std::filesystem::path folder, std::unique_ptr<Tables> tables)
    : folder_(std::move(folder)), tables_(std::move(tables)), thread_(std::make_unique<StorageThread>()) {}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& folder) {
    if (auto made = makeFolder(folder); !made) {
        return tl::unexpected(made.error());
    }
    auto tables = Tables::open(folder);
    if (!tables) {
        return tl::unexpected(tables.error());
    }
    return std::unique_ptr<Store>{new Store{folder, std::move(*tables)}};
}

}  // namespace ocellus
