// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vision/tracked_object.h"

namespace ocellus {

// How far from where it ought to be an object may be found.
enum class Reach {
    Followed,    // matched a moment ago: as far as it may have gone since then
    Remembered,  // lost for longer: near where it vanished, or where its way led for a while
    Overlapping  // by a faint detection: it must cover the place where the object ought to be
};

// The highest cost of a pair that is better than none (Assignment::solve's `unassigned`).
inline constexpr double kPairLimit = 1.6;

// What it costs to say that `seen` is `track`: 0 for the same place and size, growing with the distance;
// infinite where class, size or distance forbid it. Bodies are compared with bodies and heads with heads; a
// lone head with a lone body by whether it fits where that body's head is.
[[nodiscard]] double pairCost(const TrackedObject& track, const SeenObject& seen, Reach reach, double aspect);

// The same object under another class in one picture, as a van for a bicycle: only where it lies on the old
// box. Infinite otherwise.
[[nodiscard]] double flickerCost(const TrackedObject& track, const SeenObject& seen);

}  // namespace ocellus
