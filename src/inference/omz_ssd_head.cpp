// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "inference/heads.h"

namespace ocellus {

namespace {

constexpr std::size_t kFields = 7;

// SSD of the Open Model Zoo. One output [1, 1, boxes, 7]: picture (negative: the list ends), class, score,
// and the corners as fractions of the input.
class OmzSsdHead : public Head {
public:
    explicit OmzSsdHead(ClassMap classes) : classes_(std::move(classes)) {}

    Result<void> bind(std::span<const TensorView> outputs, FrameSize input) override;
    void decode(std::span<const TensorView> outputs, float threshold,
                std::vector<Candidate>& found) const override;

private:
    ClassMap classes_;
    FrameSize input_;
};

Result<void> OmzSsdHead::bind(std::span<const TensorView> outputs, FrameSize input) {
    input_ = input;
    if (outputs.size() != 1) {
        return failure(Error::Kind::BadInput,
                       "the head omz-ssd reads one output, the model has " + std::to_string(outputs.size()));
    }
    return expectShape(outputs[0], std::array{std::size_t{1}, std::size_t{1}, std::size_t{0}, kFields},
                       "omz-ssd");
}

void OmzSsdHead::decode(std::span<const TensorView> outputs, float threshold,
                        std::vector<Candidate>& found) const {
    const auto width = static_cast<float>(input_.width);
    const auto height = static_cast<float>(input_.height);
    const auto values = outputs[0].values;
    for (std::size_t at = 0; at + kFields <= values.size(); at += kFields) {
        const auto box = values.subspan(at, kFields);
        if (box[0] < 0) {
            return;
        }
        // Never so for NaN, nor for classes that the manifest does not name.
        const bool wanted =
            box[1] >= 0 && box[1] < static_cast<float>(classes_.size()) && box[2] >= threshold;
        if (!wanted) {
            continue;
        }
        if (const auto object = classes_[static_cast<std::size_t>(box[1])]) {
            found.push_back(
                {*object, box[2], box[3] * width, box[4] * height, box[5] * width, box[6] * height});
        }
    }
}

}  // namespace

std::unique_ptr<Head> makeOmzSsdHead(ClassMap classes) {
    return std::make_unique<OmzSsdHead>(std::move(classes));
}

}  // namespace ocellus
