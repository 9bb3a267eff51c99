// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "geometry/polygon.h"
#include "image/picture_decoder.h"
#include "vision/detector.h"
#include "vision/human_joiner.h"
#include "vision/motion_gate.h"
#include "vision/picture_quality.h"
#include "vision/tracker.h"

namespace ocellus {

// Why a picture could not be analysed.
struct AnalysisFailure : Error {
    std::string_view reason;  // of a picture that cannot be decoded, as JpegFailure has it; else empty
};

// One camera's road from picture to observation: decode at the smallest scale that serves the detector,
// measure the picture, ask the motion gate, detect, join heads to bodies, leave out what lies in ignore
// areas, track. Allocates nothing of our own in steady state. Bound to its camera; successive pictures may
// come on different threads, each with its own thread's detector.
class CameraAnalysis {
public:
    static constexpr std::size_t kMaximumIgnoreAreas = 8;
    // Inference runs at least this often, whatever the motion gate says.
    static constexpr Duration kInferAtLeastEvery = std::chrono::seconds{1};
    // After a change it runs for this long, so that what is found at the second look is found.
    static constexpr Duration kInferAfterChange = std::chrono::milliseconds{600};

    struct Settings {
        bool motionGate = true;
        // An object whose middle, or the middle of whose lower edge, lies in one of them is not tracked.
        std::vector<Polygon> ignore{};
        TrackerSettings tracker{};
    };

    explicit CameraAnalysis(Settings settings);

    // The lowest score that somebody counts (an app with a low threshold): tracks begin there at the latest.
    void reachDownTo(float least);

    // Replaces the content of `observation`, whose vectors are reused. Pictures come in order of capture.
    // After an error the next picture is analysed as if this one had not been there.
    [[nodiscard]] tl::expected<void, AnalysisFailure> analyse(const Picture& picture, Detector& detector,
                                                              Observation& observation);

private:
    // Into frame_, unless it is there already: a camera that is asked for newer pictures may have none.
    [[nodiscard]] tl::expected<void, AnalysisFailure> decode(const Picture& picture, Detector::Size wanted);
    [[nodiscard]] bool mustInfer(Instant captured);
    [[nodiscard]] bool ignored(const SeenObject& seen) const;
    [[nodiscard]] Result<void> infer(Instant captured, Detector& detector);

    Settings settings_;
    TrackerSettings scores_;  // what the tracker works with now
    PictureDecoder decoder_;
    Frame frame_;
    std::weak_ptr<const std::uint8_t> decoded_;  // what frame_ was made of
    Detector::Size decodedFor_{};
    PictureQualityMeter quality_;
    LumaGrid grid_;
    MotionGate gate_;
    HumanJoiner joiner_;
    Tracker tracker_;
    std::vector<Detection> found_;
    std::vector<SeenObject> seen_;

    bool first_ = true;
    Instant last_{};
    Instant lastInferred_{};
    Instant inferUntil_{};
};

}  // namespace ocellus
