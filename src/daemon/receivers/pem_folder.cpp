// SPDX-License-Identifier: Apache-2.0
#include "daemon/receivers/pem_folder.h"

#include <cerrno>
#include <span>

#include "net/hash.h"
#include "storage/file_handle.h"

namespace ocellus {

Result<std::string> PemFolder::fileOf(const std::string& text) const {
    if (text.empty()) {
        return std::string{};
    }
    if (const auto made = makeFolder(folder_); !made) {
        return tl::unexpected(made.error());
    }
    const auto file = folder_ / (hashHex(HashKind::Sha256, text).substr(0, 32) + ".pem");
    std::error_code error;
    if (std::filesystem::file_size(file, error) == text.size() && !error) {
        return file.string();
    }
    std::filesystem::remove(file, error);  // half of one, from a machine that stopped
    const FileHandle handle = FileHandle::create(file, 0600);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    if (!handle || !handle.writeAll({bytes, text.size()}) || !handle.sync()) {
        return tl::unexpected(fileError(errno, file));
    }
    return file.string();
}

}  // namespace ocellus
