// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "image/frame.h"

namespace ocellus {

// What can be measured of one frame by itself, all from a quarter of its pixels. Thread-compatible.
struct PictureMeasures {
    // Shares of the pixels, 0 to 1, at levels of 0 to 255 (limited range is stretched).
    double median = 0;     // level that half of the pixels do not pass
    double bright10 = 0;   // level that a tenth of the pixels pass
    double nearBlack = 0;  // share up to level 40
    double white = 0;      // share from level 250, where nothing is left to see
    double nearWhite = 0;  // share from level 225
    double coloured = 0;   // share of chroma pixels that stray from the mean tint by more than 8
    // How steep edges are: where the picture changes much over a sixtieth of its width, how much of that
    // change lies within a quarter of it. 0.25 for a ramp as wide as that, 1 for a step; 0 where there are no
    // edges.
    double sharpness = 0;
    std::uint64_t hash = 0;  // of every luma pixel: equal for equal pictures
};

[[nodiscard]] PictureMeasures measurePicture(const Frame& frame);

// How far the whole picture has moved since the last frame, by its row and column means. Keeps the means of
// the last frame. Bound to its camera.
class ShiftMeter {
public:
    struct Shift {
        int x = 0;  // pixels of the frame, right and down are positive
        int y = 0;
    };

    // Zero for the first frame and for one of another size.
    [[nodiscard]] Shift measure(const Frame& frame);

private:
    struct Profile {
        std::vector<int> last;
        std::vector<int> current;
    };

    [[nodiscard]] static int best(const Profile& profile, int reach);

    int width_ = 0;
    int height_ = 0;
    Profile columns_;
    Profile rows_;
};

}  // namespace ocellus
