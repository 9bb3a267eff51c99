// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/time.h"

namespace ocellus {

// How much is kept, for how long. Ages are the wall's.
struct StorageLimits {
    Duration eventAge = std::chrono::hours{24 * 90};
    Duration pictureAge = std::chrono::hours{24 * 30};
    std::uint64_t pictureBytes = std::uint64_t{2} << 30;
    // Pictures are dropped, events go on, while the disk has less than this free.
    std::uint64_t pictureReserve = std::uint64_t{256} << 20;
    // Given back to the disk when it is full, so that events still go on (ballast.h).
    std::uint64_t ballastBytes = std::uint64_t{16} << 20;
    // Per destination; beyond either the oldest messages are dropped, counted, and the receiver is told by a
    // gap event.
    std::int64_t outboxMessages = 100'000;
    Duration outboxAge = std::chrono::hours{24 * 7};
};

}  // namespace ocellus
