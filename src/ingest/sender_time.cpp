// SPDX-License-Identifier: Apache-2.0
#include "ingest/sender_time.h"

#include <algorithm>

namespace ocellus {
namespace {

constexpr Duration kTolerance = std::chrono::seconds{2};

}  // namespace

Instant SenderTime::captured(std::optional<WallTime> sent, Instant arrived, WallTime wall) {
    Instant result = arrived;
    if (sent && !offset_) {
        const Duration behind = wall - *sent;
        unusable_ = std::chrono::abs(behind) > kTolerance;
        offset_ = arrived.time_since_epoch() - behind - sent->time_since_epoch();
    }
    if (sent && !unusable_) {
        const Instant stated{sent->time_since_epoch() + *offset_};
        result = std::chrono::abs(stated - arrived) <= kTolerance ? stated : arrived;
    }
    // Time never stands still or goes back within a stream, not even when the first report comes.
    if (last_ && result <= *last_) {
        result = *last_ + Duration{1};
    }
    last_ = result;
    return result;
}

}  // namespace ocellus
