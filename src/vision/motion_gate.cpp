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
constexpr int kChroma = 5 * kLevel;        // of a cell's colour, likewise at least and at most
constexpr int kMostChroma = 8 * kLevel;
constexpr std::size_t kSamples = 1000;  // of the cells: enough for a median

int median(std::vector<std::int16_t>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

bool MotionGate::changed(const LumaGrid& grid) {
    if (grid.columns() != columns_ || grid.rows() != rows_) {
        return true;
    }
    return lumaChanged(grid) || chromaChanged(grid.blue(), blue_) || chromaChanged(grid.red(), red_);
}

void MotionGate::setReference(const LumaGrid& grid) {
    columns_ = grid.columns();
    rows_ = grid.rows();
    luma_.assign(grid.luma().begin(), grid.luma().end());
    blue_.assign(grid.blue().begin(), grid.blue().end());
    red_.assign(grid.red().begin(), grid.red().end());
}

void MotionGate::subtract(std::span<const std::int16_t> now, std::span<const std::int16_t> before) {
    difference_.resize(now.size());
    std::transform(now.begin(), now.end(), before.begin(), difference_.begin(),
                   [](int a, int b) { return static_cast<std::int16_t>(a - b); });
}

bool MotionGate::lumaChanged(const LumaGrid& grid) {
    subtract(grid.luma(), luma_);
    sample([](std::int16_t each) { return each; });
    const int whole = median(sorted_);
    if (std::abs(whole) > kWholePicture) {
        return true;
    }
    for (std::int16_t& each : difference_) {
        each = static_cast<std::int16_t>(each - whole);
    }
    levelRows();
    return exceeds(kLeast, kMost);
}

bool MotionGate::chromaChanged(std::span<const std::int16_t> now, std::span<const std::int16_t> before) {
    subtract(now, before);
    return exceeds(kChroma, kMostChroma);
}

// Any cell differs by more than the picture's own noise explains, within these bounds. The noise is the
// median of the differences' sizes: most of a picture is still.
bool MotionGate::exceeds(int least, int most) {
    sample([](std::int16_t each) { return static_cast<std::int16_t>(std::abs(each)); });
    const int noise = median(sorted_) * 3 / 2;  // 1.48 median deviations make a standard one
    const int limit = std::clamp(kDeviations * noise, least, most);
    return std::any_of(difference_.begin(), difference_.end(),
                       [&](std::int16_t each) { return std::abs(each) > limit; });
}

template <class Function>
void MotionGate::sample(Function&& function) {
    sorted_.clear();
    const std::size_t step = difference_.size() / kSamples + 1;
    for (std::size_t i = 0; i < difference_.size(); i += step) {
        sorted_.push_back(function(difference_[i]));
    }
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

}  // namespace ocellus
