// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "base/result.h"
#include "inference/detection.h"

namespace ocellus {

// How a model's scores stand to the identification thresholds 1 to 99 of the manuals (OCC-62), so that a
// user's threshold means much the same with every model: for each class some points (threshold, score),
// straight lines between them. The manuals' default threshold of a class stands for the score of its best F1.
// Thread-compatible.
class Calibration {
public:
    struct Knot {
        int threshold = 0;  // 1 to 99
        float score = 0;    // 0 to 1
    };

    // At least two knots, both numbers rising from knot to knot.
    [[nodiscard]] Result<void> set(ObjectClass object, std::vector<Knot> knots);
    // For a class without knots a threshold is a hundredth of a score.
    [[nodiscard]] float scoreOf(ObjectClass object, double threshold) const;
    // The lowest score that any threshold of any class stands for.
    [[nodiscard]] float lowestScore() const;
    [[nodiscard]] double thresholdOf(ObjectClass object, float score) const;

private:
    [[nodiscard]] const std::vector<Knot>& knotsOf(ObjectClass object) const;

    std::array<std::vector<Knot>, kObjectClassNames.size()> knots_;
};

// The manuals' defaults: heads 30, everything else 25.
[[nodiscard]] constexpr int defaultThreshold(ObjectClass object) {
    return object == ObjectClass::Head ? 30 : 25;
}

}  // namespace ocellus
