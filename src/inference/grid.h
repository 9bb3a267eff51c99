// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "image/frame.h"

namespace ocellus {

// A point of a network's grid: its cell, and how many pixels of the input a cell is wide and high.
struct GridPoint {
    float column = 0;
    float row = 0;
    float stride = 0;
};

// Stride after stride, each row by row.
[[nodiscard]] std::vector<GridPoint> gridPoints(FrameSize input, std::span<const int> strides);

}  // namespace ocellus
