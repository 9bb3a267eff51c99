// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/score_scale.h"

#include <algorithm>

namespace ocellus::occupancy {

ScoreScale::ScoreScale(const ScoreForThreshold& scoreFor, ObjectClass object) {
    for (std::size_t i = 0; i < scores_.size(); ++i) {
        scores_[i] = scoreFor(object, static_cast<int>(i) + 1);
    }
}

int ScoreScale::pointsOf(float score) const {
    return static_cast<int>(std::upper_bound(scores_.begin(), scores_.end(), score) - scores_.begin());
}

}  // namespace ocellus::occupancy
