// SPDX-License-Identifier: Apache-2.0
#include "vision/model_detector.h"

#include <algorithm>

namespace ocellus {

ModelDetector::ModelDetector(std::shared_ptr<DetectorModel> model)
    : model_(std::move(model)), least_(model_->manifest().calibration.lowestScore()) {}

ModelDetector::ModelDetector(std::shared_ptr<DetectorModel> model, float least)
    : model_(std::move(model)), least_(least) {}

Detector::Size ModelDetector::wantedSize(int pictureWidth, int pictureHeight) const {
    const FrameSize picture{pictureWidth, pictureHeight};
    const FrameSize covered = coveredSize(picture, model_->inputFor(picture), model_->manifest().fit);
    return {covered.width, covered.height};
}

Result<void> ModelDetector::detect(const Frame& frame, std::vector<Detection>& found) {
    found.clear();
    const FrameSize input = model_->inputFor({frame.pictureWidth, frame.pictureHeight});
    auto known =
        std::ranges::find_if(requests_, [&](const auto& each) { return each->inputSize() == input; });
    if (known == requests_.end()) {
        auto made = model_->makeRequest(input);
        if (!made) {
            return tl::unexpected{made.error()};
        }
        requests_.push_back(std::move(*made));
        known = requests_.end() - 1;
    }
    return (*known)->detect(frame, least_, found);
}

}  // namespace ocellus
