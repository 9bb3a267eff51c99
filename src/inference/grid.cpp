// SPDX-License-Identifier: Apache-2.0
#include "inference/grid.h"

namespace ocellus {

std::vector<GridPoint> gridPoints(FrameSize input, std::span<const int> strides) {
    std::vector<GridPoint> points;
    for (const int stride : strides) {
        for (int row = 0; row < (input.height + stride - 1) / stride; ++row) {
            for (int column = 0; column < (input.width + stride - 1) / stride; ++column) {
                points.push_back(
                    {static_cast<float>(column), static_cast<float>(row), static_cast<float>(stride)});
            }
        }
    }
    return points;
}

}  // namespace ocellus
