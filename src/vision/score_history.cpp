// SPDX-License-Identifier: Apache-2.0
#include "vision/score_history.h"

#include <algorithm>

namespace ocellus {

float ScoreHistory::mean() const {
    const std::size_t held = std::min(count_, kCapacity);
    float sum = 0;
    float terms = 0;
    for (std::size_t i = 0; i < held; ++i) {
        const Entry& entry = entries_[i];
        if (entries_[(count_ - 1) % kCapacity].when - entry.when < kMeanOver) {
            sum += entry.score;
            terms += 1;
        }
    }
    return terms > 0 ? sum / terms : 0;
}

}  // namespace ocellus
