// SPDX-License-Identifier: Apache-2.0
#include "vision/luma_grid.h"

#include <algorithm>
#include <numeric>

namespace ocellus {
namespace {

constexpr int kColumns = 80;
constexpr int kSmallestCell = 4;  // luma pixels; even, so that a cell has whole chroma pixels
constexpr int kSixteenths = 16;

}  // namespace

void LumaGrid::measure(const Frame& frame) {
    const int edge = std::max(kSmallestCell, (frame.width / kColumns + 1) / 2 * 2);
    columns_ = std::max(1, frame.width / edge);
    rows_ = std::max(1, frame.height / edge);
    measurePlane(frame.y, frame.width, frame.height, edge, luma_);
    measurePlane(frame.u, frame.chromaWidth(), frame.chromaHeight(), edge / 2, blue_);
    measurePlane(frame.v, frame.chromaWidth(), frame.chromaHeight(), edge / 2, red_);
}

// Down the columns first: whole lines are added at once, and cells from 80 sums instead of from every pixel.
void LumaGrid::measurePlane(std::span<const std::uint8_t> plane, int width, int height, int edge,
                            std::vector<std::int16_t>& means) {
    means.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    sums_.resize(static_cast<std::size_t>(width));
    for (int row = 0; row < rows_; ++row) {
        const int top = row * edge;
        const int bottom = row + 1 == rows_ ? height : top + edge;
        std::fill(sums_.begin(), sums_.end(), 0);
        for (int y = top; y < bottom; ++y) {
            const auto line = plane.subspan(static_cast<std::size_t>(y) * sums_.size(), sums_.size());
            std::transform(line.begin(), line.end(), sums_.begin(), sums_.begin(),
                           [](std::uint8_t level, std::uint32_t sum) { return sum + level; });
        }
        for (int column = 0; column < columns_; ++column) {
            const int left = column * edge;
            const int right = column + 1 == columns_ ? width : left + edge;
            const std::uint32_t sum = std::accumulate(sums_.begin() + left, sums_.begin() + right, 0U);
            const auto pixels = static_cast<std::uint32_t>((right - left) * (bottom - top));
            const int cell = row * columns_ + column;
            means[static_cast<std::size_t>(cell)] = static_cast<std::int16_t>(sum * kSixteenths / pixels);
        }
    }
}

}  // namespace ocellus
