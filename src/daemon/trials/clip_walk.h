// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "inference/detector_model.h"
#include "media/clip_reader.h"
#include "vision/camera_analysis.h"
#include "vision/model_detector.h"

namespace ocellus {

// A clip on the same road as a camera's pictures, as fast as it goes, the same on every run: `ocellus
// analyze` and the trials of the UI. Bound to the thread that opened it.
class ClipWalk {
public:
    // `picturesPerSecond` of the clip's time; 0: every picture.
    [[nodiscard]] static Result<std::unique_ptr<ClipWalk>> open(const std::string& clip,
                                                                double picturesPerSecond,
                                                                std::shared_ptr<DetectorModel> model,
                                                                CameraAnalysis::Settings analysis);

    ClipWalk(std::unique_ptr<media::ClipReader> clip, std::shared_ptr<DetectorModel> model,
             CameraAnalysis::Settings analysis);

    // The lowest score that an app counts (App::leastScore()); before the first next().
    void reachDownTo(float least) { analysis_.reachDownTo(least); }

    enum class Step {
        Observed,  // observation() is that of the next picture
        Damaged,   // the next picture cannot be decoded; why() says so, and the walk goes on
        End,
    };

    // An error means that the clip cannot be read any further.
    [[nodiscard]] Result<Step> next();

    [[nodiscard]] const Observation& observation() const { return observation_; }

    [[nodiscard]] const Error& why() const { return why_; }

private:
    std::unique_ptr<media::ClipReader> clip_;
    ModelDetector detector_;
    CameraAnalysis analysis_;
    Observation observation_;
    Error why_;
};

}  // namespace ocellus
