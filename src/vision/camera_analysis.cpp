// SPDX-License-Identifier: Apache-2.0
#include "vision/camera_analysis.h"

#include <algorithm>

#include "vision/duplicates.h"

namespace ocellus {

CameraAnalysis::CameraAnalysis(Settings settings)
    : settings_(std::move(settings)), scores_(settings_.tracker), tracker_(settings_.tracker) {
    if (settings_.ignore.size() > kMaximumIgnoreAreas) {
        settings_.ignore.resize(kMaximumIgnoreAreas);
    }
}

void CameraAnalysis::reachDownTo(float least) {
    scores_ = settings_.tracker.reachingDownTo(least);
    tracker_.change(scores_);
}

tl::expected<void, AnalysisFailure> CameraAnalysis::analyse(const Picture& picture, Detector& detector,
                                                            Observation& observation) {
    const Detector::Size wanted = detector.wantedSize(picture.width, picture.height);
    if (auto decoded = decode(picture, wanted); !decoded) {
        return decoded;
    }
    const Instant captured = first_ ? picture.captured : std::max(picture.captured, last_);
    observation.quality = quality_.update(frame_, captured);
    const bool inferred = mustInfer(captured);
    if (inferred) {
        if (auto done = infer(captured, detector); !done) {
            return tl::unexpected(AnalysisFailure{std::move(done.error()), {}});
        }
    } else {
        tracker_.carryOn(captured);
    }
    first_ = false;
    last_ = captured;
    observation.sequence = picture.sequence;
    observation.captured = picture.captured;
    observation.stamp = picture.stamp;
    observation.width = frame_.pictureWidth;
    observation.height = frame_.pictureHeight;
    observation.inferred = inferred;
    tracker_.write(observation.tracks);
    return {};
}

tl::expected<void, AnalysisFailure> CameraAnalysis::decode(const Picture& picture, Detector::Size wanted) {
    const auto before = decoded_.lock();
    if (before && before == picture.bytes.data && decodedFor_.width == wanted.width &&
        decodedFor_.height == wanted.height) {
        return {};
    }
    decoded_.reset();
    if (auto decoded = decoder_.toFrame(picture, {wanted.width, wanted.height}, frame_); !decoded) {
        return tl::unexpected(AnalysisFailure{std::move(decoded.error()), decoded.error().reason});
    }
    decoded_ = picture.bytes.data;
    decodedFor_ = wanted;
    return {};
}

bool CameraAnalysis::mustInfer(Instant captured) {
    if (!settings_.motionGate) {
        return true;
    }
    grid_.measure(frame_);
    if (first_ || gate_.changed(grid_)) {
        inferUntil_ = captured + kInferAfterChange;
        return true;
    }
    // The next picture will come after such an interval again: it would be too late then.
    const bool due = captured - lastInferred_ + (captured - last_) > kInferAtLeastEvery;
    return due || captured < inferUntil_ || !tracker_.settled();
}

Result<void> CameraAnalysis::infer(Instant captured, Detector& detector) {
    if (auto detected = detector.detect(frame_, found_); !detected) {
        return detected;
    }
    // Whatever else the detector gives out for other cameras' sake, this one's result is its own.
    std::erase_if(found_, [&](const Detection& each) { return each.score < scores_.keepScore; });
    const auto joined = joiner_.join(found_);
    seen_.clear();
    std::copy_if(joined.begin(), joined.end(), std::back_inserter(seen_),
                 [&](const SeenObject& seen) { return !ignored(seen); });
    removeDuplicates(seen_);
    const double aspect = static_cast<double>(frame_.pictureWidth) / frame_.pictureHeight;
    tracker_.update(captured, aspect, seen_);
    if (settings_.motionGate) {
        gate_.setReference(grid_);
    }
    lastInferred_ = captured;
    return {};
}

bool CameraAnalysis::ignored(const SeenObject& seen) const {
    const Point middle = seen.box.centre();
    const Point foot{middle.x, std::min(seen.box.bottom(), 1.0)};
    return std::any_of(settings_.ignore.begin(), settings_.ignore.end(),
                       [&](const Polygon& area) { return area.contains(middle) || area.contains(foot); });
}

}  // namespace ocellus
