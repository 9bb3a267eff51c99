// SPDX-License-Identifier: Apache-2.0
#include "storage/housekeeping.h"

#include <cstdlib>

#include "base/log.h"
#include "storage/tables.h"

namespace ocellus {
namespace {

constexpr Duration kLargeStep = std::chrono::hours{1};
constexpr Duration kDistrust = std::chrono::hours{24};
constexpr int kMostEvents = 5000;  // a run
constexpr int kMostPictures = 500;
constexpr int kMostMessages = 5000;
constexpr int kMostDays = 64;

template <class Value>
void sayFailure(const char* what, const Result<Value>& result) {
    if (!result) {
        log::warn("tidying failed what=\"{}\" reason=\"{}\"", what, result.error().text());
    }
}

}  // namespace

bool Housekeeping::clockIsTrusted(Instant now, WallTime wall) {
    const Duration offset = wall.time_since_epoch() - now.time_since_epoch();
    if (offset_ && std::chrono::abs(offset - *offset_) > kLargeStep) {
        log::warn("the clock stepped by {} s: nothing is removed by its age for a day",
                  toSeconds(offset - *offset_));
        stepped_ = now;
    }
    offset_ = offset;
    if (stepped_ && now - *stepped_ >= kDistrust) {
        stepped_.reset();
    }
    return !stepped_;
}

bool Housekeeping::run(Instant now, WallTime wall) {
    const bool byAge = clockIsTrusted(now, wall);
    sayFailure("pictures", tables_.pictures.retain(wall, byAge, kMostPictures));
    if (byAge) {
        sayFailure("outbox", tables_.outbox.dropOld(wall, kMostMessages));
        sayFailure("events", tables_.database.transaction(Durability::Process, [&] {
            return tables_.events.removeBefore(wall - limits_.eventAge, kMostEvents);
        }));
        sayFailure("sessions", tables_.sessions.removeExpired(wall));
        sayFailure("counts", tables_.history.removeOld(wall, kMostDays));
        // A day of 256 zones is done within five minutes of its end, a piece at a time.
        for (int i = 0; i < kMostDays; ++i) {
            const auto more = tables_.history.compactOne(wall);
            sayFailure("counts", more);
            if (!more || !*more) {
                break;
            }
        }
    }
    tables_.ballast.take();
    return byAge;
}

}  // namespace ocellus
