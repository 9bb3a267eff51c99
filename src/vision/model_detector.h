// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "inference/detector_model.h"
#include "vision/detector.h"

namespace ocellus {

// The detector over a model that all analysis threads share, with a request of its own for each input size
// that its pictures call for. Bound to its thread.
class ModelDetector : public Detector {
public:
    // Gives out all that the lowest threshold lets pass.
    explicit ModelDetector(std::shared_ptr<DetectorModel> model);
    // `least`: the lowest score that is given out.
    ModelDetector(std::shared_ptr<DetectorModel> model, float least);

    [[nodiscard]] Size wantedSize(int pictureWidth, int pictureHeight) const override;
    [[nodiscard]] Result<void> detect(const Frame& frame, std::vector<Detection>& found) override;

private:
    std::shared_ptr<DetectorModel> model_;
    float least_;
    std::vector<std::unique_ptr<DetectorRequest>> requests_;  // a few: one for each input size
};

}  // namespace ocellus
