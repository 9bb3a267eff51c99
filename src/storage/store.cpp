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
             StorageLimits limits, const TimeZone& zone)
    : clock_(clock),
      folder_(std::move(folder)),
      zone_(zone),
      tables_(std::move(tables)),
      recorder_(*tables_, thread_, clock),
      counts_(tables_->history, tables_->ballast),
      countFiles_(tables_->history, folder_ / "counts", zone),
      housekeeping_(*tables_, limits) {
    counts_.onStored(
        [this](const std::string& camera, std::int64_t minute) { countFiles_.stored(camera, minute); });
    thread_.start([this] { eachSecond(); });
}

Store::~Store() {
    thread_.stop();
    countFiles_.close(clock_.wallNow());  // its thread is no more
}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& folder, const Clock& clock,
                                           StorageLimits limits, const TimeZone& zone) {
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
    return std::unique_ptr<Store>{new Store{folder, std::move(*tables), clock, limits, zone}};
}

void Store::eachSecond() {
    recorder_.flush();
    counts_.flush();
    const Instant now = clock_.now();
    countFiles_.write(clock_.wallNow());
    if (!tidied_ || now - *tidied_ >= kTidyEvery) {
        tidied_ = now;
        const WallTime wall = clock_.wallNow();
        if (housekeeping_.run(now, wall)) {
            countFiles_.removeOld(wall);
        }
    }
}

Result<CountHistory> Store::readCounts() const {
    return CountHistory::openReader(folder_ / "history.db");
}

}  // namespace ocellus
