// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include "apps/app.h"

namespace ocellus::occupancy {

// Says when a count is due: at once, then every 5 s of capture time, the shortest interval that a receiver
// may have. Thread-compatible.
class CountClock {
public:
    static constexpr Duration kStep = std::chrono::seconds{5};

    // The pace of the count that is due at `now`, if one is.
    [[nodiscard]] std::optional<CountPace> due(Instant now) {
        if (!began_) {
            began_ = now;
            return CountPace{};
        }
        const Duration elapsed = std::max(now - *began_, last_);
        if (elapsed / kStep == last_ / kStep) {
            return std::nullopt;
        }
        const CountPace pace{last_, elapsed};
        last_ = elapsed;
        return pace;
    }

    // The pace of a count that cannot wait, such as the first after the camera went away: none of the
    // intervals is reached by it.
    [[nodiscard]] CountPace between() const { return {last_, last_}; }

private:
    std::optional<Instant> began_;
    Duration last_{};
};

}  // namespace ocellus::occupancy
