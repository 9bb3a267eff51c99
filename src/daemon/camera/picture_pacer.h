// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

namespace ocellus {

// Bounds how many pictures a second one camera may bring to analysis (analysis_fps), so that a camera that
// sends 30 takes no more than one that sends 5. A bucket of two pictures, filled 5 % faster than the bound:
// a camera that sends just the bound, with its jitter and its own idea of a second, loses none.
// Bound to its camera.
class PicturePacer {
public:
    explicit PicturePacer(double picturesPerSecond) : rate_(picturesPerSecond * 1.05) {}

    // True if the picture captured at `time` may be analysed.
    [[nodiscard]] bool admit(Instant time) {
        if (started_) {
            tokens_ += toSeconds(time - last_) * rate_;
        }
        started_ = true;
        last_ = time;
        tokens_ = tokens_ > kBurst ? kBurst : tokens_;
        if (tokens_ < 1) {
            return false;
        }
        tokens_ -= 1;
        return true;
    }

private:
    static constexpr double kBurst = 2;
    double rate_;
    double tokens_ = kBurst;
    bool started_ = false;
    Instant last_{};
};

}  // namespace ocellus
