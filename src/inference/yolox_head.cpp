// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "inference/best_classes.h"
#include "inference/grid.h"
#include "inference/heads.h"

namespace ocellus {

namespace {

constexpr std::array kStrides{8, 16, 32};
constexpr std::size_t kBefore = 5;  // centre, size, object

// YOLOX, its grid not applied yet. One output [1, points, 5 + classes]: centre in cells from the cell's
// corner, logarithm of the size in strides, probability of an object, of each class. Strides 8, 16, 32.
class YoloxHead : public Head {
public:
    explicit YoloxHead(ClassMap classes) : classes_(std::move(classes)) {}

    Result<void> bind(std::span<const TensorView> outputs, FrameSize input) override;
    void decode(std::span<const TensorView> outputs, float threshold,
                std::vector<Candidate>& found) const override;

private:
    ClassMap classes_;
    std::vector<GridPoint> points_;
};

Result<void> YoloxHead::bind(std::span<const TensorView> outputs, FrameSize input) {
    points_ = gridPoints(input, kStrides);
    if (outputs.size() != 1 || outputs[0].shape.size() != 3 || outputs[0].shape[2] <= kBefore) {
        return failure(Error::Kind::BadInput, "the head yolox reads one output [1, points, 5 + classes]");
    }
    classes_.resize(outputs[0].shape[2] - kBefore);
    return expectShape(outputs[0], std::array{std::size_t{1}, points_.size(), std::size_t{0}}, "yolox");
}

void YoloxHead::decode(std::span<const TensorView> outputs, float threshold,
                       std::vector<Candidate>& found) const {
    const std::size_t width = kBefore + classes_.size();
    for (std::size_t at = 0; at < points_.size(); ++at) {
        const auto values = outputs[0].values.subspan(at * width, width);
        const float objectness = values[4];
        if (!(objectness >= threshold)) {
            continue;  // a class's probability is at most 1, so no score can reach the threshold
        }
        const GridPoint& point = points_[at];
        BestClasses{values.subspan(kBefore), classes_}.forEach(
            threshold / objectness, [&](ObjectClass object, float probability) {
                const float x = (values[0] + point.column) * point.stride;
                const float y = (values[1] + point.row) * point.stride;
                const float halfWidth = std::exp(values[2]) * point.stride / 2;
                const float halfHeight = std::exp(values[3]) * point.stride / 2;
                found.push_back({object, objectness * probability, x - halfWidth, y - halfHeight,
                                 x + halfWidth, y + halfHeight});
            });
    }
}

}  // namespace

std::unique_ptr<Head> makeYoloxHead(ClassMap classes) {
    return std::make_unique<YoloxHead>(std::move(classes));
}

}  // namespace ocellus
