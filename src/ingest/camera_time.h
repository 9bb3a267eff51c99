// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace ocellus {

// When pictures of one connection were captured (contract, "Time of a picture"): at the arrival of their
// first byte, or by the camera's own time header where that stays within 2 s of it. The camera's clock is
// tied to our monotonic line once, so that a step of either wall clock moves no interval. Thread-compatible.
class CameraTime {
public:
    // `header`: seconds since 1970 with a fraction, or empty. `arrived` and `wall` are the same moment.
    [[nodiscard]] Instant captured(std::string_view header, Instant arrived, WallTime wall);

private:
    std::optional<Duration> offset_;  // from the camera's seconds to our line
    std::optional<Instant> last_;
    bool unusable_ = false;  // its clock was wrong when the connection began
};

}  // namespace ocellus
