// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <numeric>
#include <random>

#include "inference/head.h"

namespace ocellus::test {

// Outputs of a network that never was: the same numbers on every run.
class RandomTensors {
public:
    explicit RandomTensors(unsigned seed) : random_(seed) {}

    // Adds one with values from `least` to `most`.
    std::vector<float>& add(const std::string& name, std::vector<std::size_t> shape, float least,
                            float most) {
        const std::size_t size =
            std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>{});
        std::vector<float>& values = values_.emplace_back(size);
        std::uniform_real_distribution<float> any(least, most);
        for (float& value : values) {
            value = any(random_);
        }
        views_.push_back({{"0815", name}, std::move(shape), values});
        return values;
    }

    [[nodiscard]] std::span<const TensorView> views() const { return views_; }

private:
    std::mt19937 random_;
    std::deque<std::vector<float>> values_;
    std::vector<TensorView> views_;
};

}  // namespace ocellus::test
