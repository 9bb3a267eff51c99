// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "inference/grid.h"
#include "inference/heads.h"

namespace ocellus {

namespace {

constexpr std::array kStrides{8, 16, 32};
constexpr std::size_t kSlots = 3;
constexpr std::size_t kSides = 4;
// The slot that holds the box of person, head, vehicle, bicycle, face.
constexpr std::array<std::size_t, 5> kSlotOf{0, 1, 0, 0, 2};

// Our own detector. One output [1, 17, points]: distances left, top, right, bottom in strides for the slots
// body-vehicle-bicycle, head, face; then a probability for each of five classes. Points lie at the middle
// of their cells, strides 8, 16, 32.
class OcellusHead : public Head {
public:
    explicit OcellusHead(ClassMap classes) : classes_(std::move(classes)) {}

    Result<void> bind(std::span<const TensorView> outputs, FrameSize input) override;
    void decode(std::span<const TensorView> outputs, float threshold,
                std::vector<Candidate>& found) const override;

private:
    ClassMap classes_;
    std::vector<GridPoint> points_;
};

Result<void> OcellusHead::bind(std::span<const TensorView> outputs, FrameSize input) {
    points_ = gridPoints(input, kStrides);
    classes_.resize(kSlotOf.size());
    if (outputs.size() != 1) {
        return failure(Error::Kind::BadInput,
                       "the head ocellus reads one output, the model has " + std::to_string(outputs.size()));
    }
    return expectShape(
        outputs[0], std::array{std::size_t{1}, kSlots * kSides + kSlotOf.size(), points_.size()}, "ocellus");
}

void OcellusHead::decode(std::span<const TensorView> outputs, float threshold,
                         std::vector<Candidate>& found) const {
    const std::size_t count = points_.size();
    const auto row = [&](std::size_t index) { return outputs[0].values.subspan(index * count, count); };
    for (std::size_t kind = 0; kind < kSlotOf.size(); ++kind) {
        if (!classes_[kind]) {
            continue;
        }
        const std::size_t first = kSlotOf[kind] * kSides;
        const auto scores = row(kSlots * kSides + kind);
        for (std::size_t at = 0; at < count; ++at) {
            if (scores[at] >= threshold) {
                const GridPoint& point = points_[at];
                const float x = (point.column + 0.5F) * point.stride;
                const float y = (point.row + 0.5F) * point.stride;
                found.push_back({*classes_[kind], scores[at], x - row(first)[at] * point.stride,
                                 y - row(first + 1)[at] * point.stride, x + row(first + 2)[at] * point.stride,
                                 y + row(first + 3)[at] * point.stride});
            }
        }
    }
}

}  // namespace

std::unique_ptr<Head> makeOcellusHead(ClassMap classes) {
    return std::make_unique<OcellusHead>(std::move(classes));
}

}  // namespace ocellus
