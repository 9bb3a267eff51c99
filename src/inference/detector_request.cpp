// SPDX-License-Identifier: Apache-2.0
#include "inference/detector_model.h"
#include "inference/suppression.h"

namespace ocellus {

DetectorRequest::DetectorRequest(std::unique_ptr<InferenceRequest> request, const Head& head,
                                 const ModelManifest& manifest, FrameSize input)
    : request_(std::move(request)), head_(head), manifest_(manifest), input_(input) {
    candidates_.reserve(kMaximumCandidates);
}

Result<void> DetectorRequest::detect(const Frame& frame, float least, std::vector<Detection>& found) {
    found.clear();
    const FrameSize covered = letterbox_.pack(frame, input_, manifest_.fit, manifest_.pad, request_->input());
    if (auto ran = request_->run(); !ran) {
        return ran;
    }
    candidates_.clear();
    head_.decode(request_->outputs(), least, candidates_);
    suppressRepeats(candidates_, manifest_.overlap);
    toDetections(candidates_, covered, found);
    return {};
}

}  // namespace ocellus
