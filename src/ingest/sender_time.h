// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/time.h"

namespace ocellus {

// When pictures of one RTSP connection were captured (contract, "Time of a picture"): by the camera's sender
// reports where its clock is within 2 s of ours, else at their arrival. The camera's clock is tied to our
// monotonic line once, so that a step of either wall clock moves no interval. Thread-compatible.
class SenderTime {
public:
    // `sent`: the camera's wall time of the picture, if a report told it. `arrived` and `wall` are one
    // moment.
    [[nodiscard]] Instant captured(std::optional<WallTime> sent, Instant arrived, WallTime wall);

private:
    std::optional<Duration> offset_;  // from the camera's wall time to our line
    std::optional<Instant> last_;
    bool unusable_ = false;  // its clock was wrong when the first report came
};

}  // namespace ocellus
