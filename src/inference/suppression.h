// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "image/frame.h"
#include "inference/candidate.h"

namespace ocellus {

inline constexpr std::size_t kMaximumCandidates = 2000;  // of one picture, the best; more are dropped
inline constexpr std::size_t kMaximumDetections = 300;   // of one picture, after suppression

// Keeps, best first, the candidates that no better one of their class overlaps by more than `limit` (0 to 1,
// intersection over union). Boxes that are empty or not numbers are dropped.
void suppressRepeats(std::vector<Candidate>& candidates, float limit);

// Replaces `found`: boxes become fractions of the picture, which covers `covered` pixels of the input from
// its top left corner, and are clamped to it.
void toDetections(const std::vector<Candidate>& candidates, FrameSize covered, std::vector<Detection>& found);

}  // namespace ocellus
