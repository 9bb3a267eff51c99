// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "base/time.h"

namespace ocellus::media {

// Picks F pictures of each second of a clip, the same ones on every run: of each interval [k/F, (k+1)/F) the
// first picture. Thread-compatible.
class FramePicker {
public:
    // Zero or less picks every picture.
    explicit FramePicker(double picturesPerSecond) : rate_(picturesPerSecond) {}

    // `time`: since the clip's first picture, never falling.
    [[nodiscard]] bool pick(Duration time) {
        if (rate_ <= 0) {
            return true;
        }
        // A microsecond more than the stamp, which was rounded down: 0.333333 s begins interval 1 of F = 3.
        const auto interval = static_cast<std::int64_t>(std::floor((toSeconds(time) + 1e-6) * rate_));
        if (interval <= last_) {
            return false;
        }
        last_ = interval;
        return true;
    }

private:
    double rate_;
    std::int64_t last_ = -1;
};

}  // namespace ocellus::media
