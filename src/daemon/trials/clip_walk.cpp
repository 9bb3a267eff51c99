// SPDX-License-Identifier: Apache-2.0
#include "daemon/trials/clip_walk.h"

#include <utility>

namespace ocellus {
namespace {

// A file is no peer that may answer later: what makes a camera try again means a damaged clip here.
Error ofClip(Error error) {
    if (error.kind == Error::Kind::Protocol || error.kind == Error::Kind::Unavailable ||
        error.kind == Error::Kind::Timeout) {
        error.kind = Error::Kind::BadInput;
    }
    return error;
}

}  // namespace

ClipWalk::ClipWalk(std::unique_ptr<media::ClipReader> clip, std::shared_ptr<DetectorModel> model,
                   CameraAnalysis::Settings analysis)
    : clip_(std::move(clip)), detector_(std::move(model)), analysis_(std::move(analysis)) {}

Result<std::unique_ptr<ClipWalk>> ClipWalk::open(const std::string& clip, double picturesPerSecond,
                                                 std::shared_ptr<DetectorModel> model,
                                                 CameraAnalysis::Settings analysis) {
    auto reader = media::openClip(clip, {.picturesPerSecond = picturesPerSecond});
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    return std::make_unique<ClipWalk>(std::move(*reader), std::move(model), std::move(analysis));
}

Result<ClipWalk::Step> ClipWalk::next() {
    auto picture = clip_->next();
    if (!picture) {
        return tl::unexpected(ofClip(picture.error()));
    }
    if (!*picture) {
        return Step::End;
    }
    if (const auto analysed = analysis_.analyse(***picture, detector_, observation_); !analysed) {
        why_ = analysed.error();
        why_.message = "picture " + std::to_string((**picture)->sequence) + ": " + why_.message;
        return Step::Damaged;
    }
    return Step::Observed;
}

}  // namespace ocellus
