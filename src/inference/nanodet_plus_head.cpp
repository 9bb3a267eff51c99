// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "inference/best_classes.h"
#include "inference/grid.h"
#include "inference/heads.h"

namespace ocellus {

namespace {

constexpr std::array kStrides{8, 16, 32, 64};
constexpr std::size_t kBins = 8;
constexpr std::size_t kSides = 4;

// The mean of 0 to 7 under the softmax of the bins; the largest is taken off first so that nothing overflows.
float distance(std::span<const float> bins) {
    const float largest = *std::max_element(bins.begin(), bins.end());
    float sum = 0;
    float mean = 0;
    for (std::size_t bin = 0; bin < kBins; ++bin) {
        const float weight = std::exp(bins[bin] - largest);
        sum += weight;
        mean += weight * static_cast<float>(bin);
    }
    return mean / sum;
}

// NanoDet-Plus. One output [1, points, classes + 32]: probabilities, then for each side eight bins whose
// softmax mean is the distance in strides. Points lie at the corners of their cells, strides 8 to 64.
class NanodetPlusHead : public Head {
public:
    explicit NanodetPlusHead(ClassMap classes) : classes_(std::move(classes)) {}

    Result<void> bind(std::span<const TensorView> outputs, FrameSize input) override;
    void decode(std::span<const TensorView> outputs, float threshold,
                std::vector<Candidate>& found) const override;

private:
    ClassMap classes_;
    std::vector<GridPoint> points_;
};

Result<void> NanodetPlusHead::bind(std::span<const TensorView> outputs, FrameSize input) {
    points_ = gridPoints(input, kStrides);
    if (outputs.size() != 1 || outputs[0].shape.size() != 3 || outputs[0].shape[2] <= kSides * kBins) {
        return failure(Error::Kind::BadInput,
                       "the head nanodet-plus reads one output [1, points, classes + 32]");
    }
    classes_.resize(outputs[0].shape[2] - kSides * kBins);
    return expectShape(outputs[0], std::array{std::size_t{1}, points_.size(), std::size_t{0}},
                       "nanodet-plus");
}

void NanodetPlusHead::decode(std::span<const TensorView> outputs, float threshold,
                             std::vector<Candidate>& found) const {
    const std::size_t width = classes_.size() + kSides * kBins;
    for (std::size_t at = 0; at < points_.size(); ++at) {
        const auto values = outputs[0].values.subspan(at * width, width);
        const GridPoint& point = points_[at];
        BestClasses{values.first(classes_.size()), classes_}.forEach(
            threshold, [&](ObjectClass object, float score) {
                const auto side = [&](std::size_t index) {
                    return distance(values.subspan(classes_.size() + index * kBins, kBins)) * point.stride;
                };
                const float x = point.column * point.stride;
                const float y = point.row * point.stride;
                found.push_back({object, score, x - side(0), y - side(1), x + side(2), y + side(3)});
            });
    }
}

}  // namespace

std::unique_ptr<Head> makeNanodetPlusHead(ClassMap classes) {
    return std::make_unique<NanodetPlusHead>(std::move(classes));
}

}  // namespace ocellus
