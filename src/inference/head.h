// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "image/frame.h"
#include "inference/candidate.h"

namespace ocellus {

// One output of a network, in C order.
struct TensorView {
    std::vector<std::string> names;  // all that the model has for it
    std::vector<std::size_t> shape;
    std::span<const float> values;
};

// Our class for each of the model's, by its index; empty: dropped.
using ClassMap = std::vector<std::optional<ObjectClass>>;

// Reads what a kind of network gives out. Immutable once bound, thus thread-safe: one serves all threads.
class Head {
public:
    virtual ~Head() = default;
    // Looks at names and shapes (not values) once; an error says what does not fit this head.
    [[nodiscard]] virtual Result<void> bind(std::span<const TensorView> outputs, FrameSize input) = 0;
    // Adds the boxes that score at least `threshold`; `outputs` are those that were bound.
    virtual void decode(std::span<const TensorView> outputs, float threshold,
                        std::vector<Candidate>& found) const = 0;
};

inline constexpr std::string_view kHeadNames[]{"ocellus", "yolox", "nanodet-plus", "omz-ssd", "yunet"};

[[nodiscard]] Result<std::unique_ptr<Head>> makeHead(std::string_view name, ClassMap classes);

// For a head with one output: its shape must be `wanted`, where 0 stands for any size.
[[nodiscard]] Result<void> expectShape(const TensorView& output, std::span<const std::size_t> wanted,
                                       std::string_view head);

}  // namespace ocellus
