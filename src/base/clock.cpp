// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

namespace ocellus {

Instant SystemClock::now() const {
    return Instant{std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch())};
}

WallTime SystemClock::wallNow() const {
    return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

}  // namespace ocellus
