// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include "base/time.h"

namespace ocellus {

// Lets so many pictures a second through, two at once at most: a camera whose pictures come a little unevenly
// at just that rate loses none of them. Without a rate everything passes. Thread-compatible.
class RateLimit {
public:
    static constexpr double kMost = 60.0;  // per second
    static constexpr double kLeast = 0.1;

    explicit RateLimit(std::optional<double> rate) {
        if (rate) {
            period_ = 1.0 / std::clamp(*rate, kLeast, kMost);
        }
    }

    [[nodiscard]] bool pass(Instant now) {
        if (!period_) {
            return true;
        }
        if (last_) {
            credit_ = std::min(2.0, credit_ + toSeconds(now - *last_) / *period_);
        }
        last_ = now;
        if (credit_ < 1.0) {
            return false;
        }
        credit_ -= 1.0;
        return true;
    }

private:
    std::optional<double> period_;  // seconds
    std::optional<Instant> last_;
    double credit_ = 2.0;  // pictures
};

}  // namespace ocellus
