// SPDX-License-Identifier: Apache-2.0
#include "storage/store.h"

#include <utility>

#include "base/log.h"
#include "storage/file_handle.h"

namespace ocellus {
namespace {

constexpr Duration kTidyEvery = std::chrono::minutes{1};

}  // namespace

Store::Store(std::filesystem::path folder, std::unique_ptr<Tables> tables, const Clock& clock,
             StorageLimits limits)
    : clock_(clock),
      folder_(std::move(folder)),
      tables_(std::move(tables)),
      recorder_(*tables_, thread_, clock),
      housekeeping_(*tables_, limits) {
    thread_.start([this] { eachSecond(); });
}

Store::~Store() {
    thread_.stop();
}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& folder, const Clock& clock,
                                           StorageLimits limits) {
    if (auto made = makeFolder(folder); !made) {
        return tl::unexpected(made.error());
    }
    auto tables = Tables::open(folder, limits);
    if (!tables) {
        return tl::unexpected(tables.error());
    }
    (*tables)->ballast.take();
    if (const auto swept = (*tables)->pictures.sweep(); swept && *swept > 0) {
        log::info("removed {} pictures that no event names", *swept);
    }
    return std::unique_ptr<Store>{new Store{folder, std::move(*tables), clock, limits}};
}

void Store::eachSecond() {
    recorder_.flush();
    const Instant now = clock_.now();
    if (!tidied_ || now - *tidied_ >= kTidyEvery) {
        tidied_ = now;
        housekeeping_.run(now, clock_.wallNow());
    }
}

}  // namespace ocellus
