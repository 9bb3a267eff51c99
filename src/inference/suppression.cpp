// SPDX-License-Identifier: Apache-2.0
#include "inference/suppression.h"

#include <algorithm>

namespace ocellus {

namespace {

float areaOf(const Candidate& box) {
    return (box.right - box.left) * (box.bottom - box.top);
}

bool overlapMore(const Candidate& a, const Candidate& b, float limit) {
    const float width = std::min(a.right, b.right) - std::max(a.left, b.left);
    const float height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    if (width <= 0 || height <= 0) {
        return false;
    }
    const float shared = width * height;
    return shared > limit * (areaOf(a) + areaOf(b) - shared);
}

// Written so that NaN fails it.
bool hasPixels(const Candidate& box) {
    return box.score > 0 && box.right > box.left && box.bottom > box.top && areaOf(box) < 1e12F;
}

}  // namespace

void suppressRepeats(std::vector<Candidate>& candidates, float limit) {
    std::erase_if(candidates, [](const Candidate& box) { return !hasPixels(box); });
    const auto better = [](const Candidate& a, const Candidate& b) { return a.score > b.score; };
    if (candidates.size() > kMaximumCandidates) {
        std::nth_element(candidates.begin(), candidates.begin() + kMaximumCandidates, candidates.end(),
                         better);
        candidates.resize(kMaximumCandidates);
    }
    std::sort(candidates.begin(), candidates.end(), better);
    std::size_t kept = 0;
    for (std::size_t at = 0; at < candidates.size() && kept < kMaximumDetections; ++at) {
        const Candidate candidate = candidates[at];
        const bool repeat =
            std::any_of(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept),
                        [&](const Candidate& other) {
                            return other.object == candidate.object && overlapMore(candidate, other, limit);
                        });
        if (!repeat) {
            candidates[kept++] = candidate;
        }
    }
    candidates.resize(kept);
}

void toDetections(const std::vector<Candidate>& candidates, FrameSize covered,
                  std::vector<Detection>& found) {
    found.clear();
    for (const Candidate& candidate : candidates) {
        const auto across = [&](float x) {
            return std::clamp(static_cast<double>(x) / covered.width, 0.0, 1.0);
        };
        const auto down = [&](float y) {
            return std::clamp(static_cast<double>(y) / covered.height, 0.0, 1.0);
        };
        const double left = across(candidate.left);
        const double top = down(candidate.top);
        const Box box{left, top, across(candidate.right) - left, down(candidate.bottom) - top};
        if (box.width > 0 && box.height > 0) {  // else it lies in the padding
            found.push_back({candidate.object, std::min(candidate.score, 1.0F), box});
        }
    }
}

}  // namespace ocellus
