// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "apps/occupancy/object_filter.h"

namespace ocellus::occupancy {

// A class's scores on the manual's scale of 0 to 99, so that what a demo screen shows can be held against the
// thresholds (OCC-81): the highest threshold that the score still passes, 0 for none. Immutable; thread-safe.
class ScoreScale {
public:
    ScoreScale(const ScoreForThreshold& scoreFor, ObjectClass object);

    [[nodiscard]] int pointsOf(float score) const;

private:
    std::array<float, 99> scores_{};  // of the thresholds 1 to 99, rising
};

}  // namespace ocellus::occupancy
