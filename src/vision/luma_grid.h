// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "image/frame.h"

namespace ocellus {

// A frame in coarse: the mean luma and chroma of square cells, about 80 to a row, so that a cell is about 24
// pixels of a 1920-wide picture. Pixels that do not fill a cell at the right and lower border belong to the
// last cell of their row or column. Memory is reused. Thread-compatible.
class LumaGrid {
public:
    void measure(const Frame& frame);

    [[nodiscard]] int columns() const { return columns_; }

    [[nodiscard]] int rows() const { return rows_; }

    // Means in sixteenths of a level, row by row.
    [[nodiscard]] std::span<const std::int16_t> luma() const { return luma_; }

    [[nodiscard]] std::span<const std::int16_t> blue() const { return blue_; }

    [[nodiscard]] std::span<const std::int16_t> red() const { return red_; }

private:
    void measurePlane(std::span<const std::uint8_t> plane, int width, int height, int edge,
                      std::vector<std::int16_t>& means);

    int columns_ = 0;
    int rows_ = 0;
    std::vector<std::int16_t> luma_;
    std::vector<std::int16_t> blue_;
    std::vector<std::int16_t> red_;
    std::vector<std::uint32_t> sums_;
};

}  // namespace ocellus
