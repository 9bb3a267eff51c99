// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "apps/occupancy/settings.h"
#include "vision/observation.h"

namespace ocellus::occupancy {

// The score from which on an object of a class passes the manual's threshold of 1 to 99: the calibration of
// the model that runs.
using ScoreForThreshold = std::function<float(ObjectClass object, int threshold)>;

// Decides which tracks are counted: the chosen object, sure enough and large enough. A human counts by the
// body or by the head, and once (occupancy rule, "Counting"). Immutable; thread-safe.
class ObjectFilter {
public:
    ObjectFilter(const OccupancySettings& settings, const ScoreForThreshold& scoreFor);

    [[nodiscard]] bool counts(const Track& track, bool monochrome) const;

    // No object of a lower score is ever counted.
    [[nodiscard]] float leastScore() const;

private:
    struct HumanLimits {
        float body = 0;  // scores
        float head = 0;
    };

    [[nodiscard]] bool countsHuman(const Track& track, const HumanLimits& limits) const;

    CountedObject object_;
    HumanLimits colour_;
    HumanLimits blackAndWhite_;
    float vehicle_;
    float bicycle_;
    double minimumBody_;  // widths, fractions of the picture
    double minimumHead_;
};

// The point of a box that must lie in a zone, clamped to the picture (OCC-23, OCC-66).
[[nodiscard]] Point referencePoint(const Box& box, ReferencePoint where);

}  // namespace ocellus::occupancy
