// SPDX-License-Identifier: Apache-2.0
#include "vision/motion_gate.h"

#include <algorithm>
#include <cstdlib>

namespace ocellus {
namespace {

// In sixteenths of a level of 255.
constexpr int kLevel = 16;
constexpr int kWholePicture = 6 * kLevel;  // brightness that may change at once: exposure steps are larger
constexpr int kBand = 6 * kLevel;          // of a row on top of that: flicker of lamps
constexpr int kLeast = 4 * kLevel;         // of a cell: noise of cell means is below 1.5 even at night
constexpr int kMost = 10 * kLevel;         // never blind, however noisy the picture
constexpr int kDeviations = 6;             // of the picture's own noise
constexpr int kChroma = 5 * kLevel;

int median(std::vector<std::int16_t>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

bool differ(std::span<const std::int16_t> a, std::span<const std::int16_t> b, int limit) {
    int most = 0;  // without a way out of the loop, for the vectoriser
    for (std::size_t i = 0; i < a.size(); ++i) {
        most = std::max(most, std::abs(a[i] - b[i]));
    }
    return most > limit;
}

}  // namespace

bool MotionGate::changed(const LumaGrid& grid) {
    if (grid.columns() != columns_ || grid.rows() != rows_) {
        return true;
    }
    return lumaChanged(grid) || differ(grid.blue(), blue_, kChroma) || differ(grid.red(), red_, kChroma);
}

void MotionGate::setReference(const LumaGrid& grid) {
    columns_ = grid.columns();
    rows_ = grid.rows();
    luma_.assign(grid.luma().begin(), grid.luma().end());
    blue_.assign(grid.blue().begin(), grid.blue().end());
    red_.assign(grid.red().begin(), grid.red().end());
}

bool MotionGate::lumaChanged(const LumaGrid& grid) {
    difference_.resize(luma_.size());
    for (std::size_t i = 0; i < luma_.size(); ++i) {
        difference_[i] = static_cast<std::int16_t>(grid.luma()[i] - luma_[i]);
    }
    sorted_.assign(difference_.begin(), difference_.end());
    const int whole = median(sorted_);
    if (std::abs(whole) > kWholePicture) {
        return true;
    }
    for (std::int16_t& each : difference_) {
        each = static_cast<std::int16_t>(each - whole);
    }
    levelRows();
    const int limit = std::clamp(kDeviations * noiseOf(), kLeast, kMost);
    return std::any_of(difference_.begin(), difference_.end(),
                       [&](std::int16_t each) { return std::abs(each) > limit; });
}

// Takes a band's brightness out of each row. What covers half a row or more with one brightness would go with
// it: bounded, and its upper and lower edges differ in their texture anyhow.
void MotionGate::levelRows() {
    for (int row = 0; row < rows_; ++row) {
        const auto begin = difference_.begin() + row * columns_;
        const auto end = begin + columns_;
        sorted_.assign(begin, end);
        const int band = std::clamp(median(sorted_), -kBand, kBand);
        std::for_each(begin, end, [&](std::int16_t& each) { each = static_cast<std::int16_t>(each - band); });
    }
}

// The median of the deviations: of a picture that is mostly still, its noise.
int MotionGate::noiseOf() {
    sorted_.resize(difference_.size());
    std::transform(difference_.begin(), difference_.end(), sorted_.begin(),
                   [](std::int16_t each) { return static_cast<std::int16_t>(std::abs(each)); });
    return median(sorted_) * 3 / 2;  // 1.48 median deviations make a standard one
}

}  // namespace ocellus
