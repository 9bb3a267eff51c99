// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <prometheus/histogram.h>

#include <memory>
#include <utility>

#include "base/clock.h"
#include "vision/detector.h"

namespace ocellus {

// A detector whose runs are measured (ocellus_inference_seconds). Bound to its thread, as the one inside is.
class TimedDetector final : public Detector {
public:
    TimedDetector(std::unique_ptr<Detector> detector, const Clock& clock, prometheus::Histogram& seconds)
        : detector_(std::move(detector)), clock_(clock), seconds_(seconds) {}

    [[nodiscard]] Size wantedSize(int pictureWidth, int pictureHeight) const override {
        return detector_->wantedSize(pictureWidth, pictureHeight);
    }

    [[nodiscard]] Result<void> detect(const Frame& frame, std::vector<Detection>& found) override {
        const Instant began = clock_.now();
        auto result = detector_->detect(frame, found);
        seconds_.Observe(toSeconds(clock_.now() - began));
        return result;
    }

private:
    std::unique_ptr<Detector> detector_;
    const Clock& clock_;
    prometheus::Histogram& seconds_;
};

}  // namespace ocellus
