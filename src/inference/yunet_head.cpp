// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "inference/grid.h"
#include "inference/heads.h"

namespace ocellus {

namespace {

constexpr std::array kStrides{8, 16, 32};

Result<std::size_t> placeOf(std::span<const TensorView> outputs, const std::string& name, std::size_t points,
                            std::size_t width) {
    const auto found = std::ranges::find_if(outputs, [&](const TensorView& output) {
        return std::ranges::find(output.names, name) != output.names.end();
    });
    if (found == outputs.end()) {
        return failure(Error::Kind::BadInput,
                       "the head yunet reads an output '" + name + "', which the model lacks",
                       "check `head` and the file in the model's manifest");
    }
    if (auto fits = expectShape(*found, std::array{std::size_t{1}, points, width}, "yunet"); !fits) {
        return tl::unexpected{fits.error()};
    }
    return static_cast<std::size_t>(found - outputs.begin());
}

// YuNet, faces only (class 0). For each stride 8, 16, 32 the outputs cls_N, obj_N [1, points, 1] and bbox_N
// [1, points, 4]: centre in cells from the cell's corner, logarithm of the size in strides. The score is the
// geometric mean of the two probabilities.
class YunetHead : public Head {
public:
    explicit YunetHead(ClassMap classes) : classes_(std::move(classes)) {}

    Result<void> bind(std::span<const TensorView> outputs, FrameSize input) override;
    void decode(std::span<const TensorView> outputs, float threshold,
                std::vector<Candidate>& found) const override;

private:
    struct Level {
        std::size_t classes = 0;  // places in `outputs`
        std::size_t objects = 0;
        std::size_t boxes = 0;
        std::vector<GridPoint> points;
    };

    ClassMap classes_;
    std::array<Level, 3> levels_;
};

Result<void> YunetHead::bind(std::span<const TensorView> outputs, FrameSize input) {
    classes_.resize(std::max<std::size_t>(classes_.size(), 1));
    for (std::size_t level = 0; level < kStrides.size(); ++level) {
        const std::string stride = std::to_string(kStrides[level]);
        Level& at = levels_[level];
        at.points = gridPoints(input, std::span{kStrides}.subspan(level, 1));
        for (const auto& [place, name, width] : {std::tuple{&at.classes, "cls_", std::size_t{1}},
                                                 {&at.objects, "obj_", std::size_t{1}},
                                                 {&at.boxes, "bbox_", std::size_t{4}}}) {
            const auto found = placeOf(outputs, name + stride, at.points.size(), width);
            if (!found) {
                return tl::unexpected{found.error()};
            }
            *place = *found;
        }
    }
    return {};
}

void YunetHead::decode(std::span<const TensorView> outputs, float threshold,
                       std::vector<Candidate>& found) const {
    if (!classes_[0]) {
        return;
    }
    for (const Level& level : levels_) {
        const auto faces = outputs[level.classes].values;
        const auto objects = outputs[level.objects].values;
        const auto boxes = outputs[level.boxes].values;
        for (std::size_t at = 0; at < level.points.size(); ++at) {
            const float score =
                std::sqrt(std::clamp(faces[at], 0.0F, 1.0F) * std::clamp(objects[at], 0.0F, 1.0F));
            if (!(score >= threshold)) {
                continue;
            }
            const GridPoint& point = level.points[at];
            const auto box = boxes.subspan(at * 4, 4);
            const float x = (point.column + box[0]) * point.stride;
            const float y = (point.row + box[1]) * point.stride;
            const float halfWidth = std::exp(box[2]) * point.stride / 2;
            const float halfHeight = std::exp(box[3]) * point.stride / 2;
            found.push_back(
                {*classes_[0], score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight});
        }
    }
}

}  // namespace

std::unique_ptr<Head> makeYunetHead(ClassMap classes) {
    return std::make_unique<YunetHead>(std::move(classes));
}

}  // namespace ocellus
