// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "inference/head.h"

namespace ocellus {

// The best score of each of our classes at one point of a network that tells more apart (car, bus and truck
// are one vehicle, not three).
class BestClasses {
public:
    BestClasses(std::span<const float> scores, const ClassMap& classes) {
        for (std::size_t kind = 0; kind < scores.size(); ++kind) {
            if (classes[kind]) {
                float& best = scores_[static_cast<std::size_t>(*classes[kind])];
                best = scores[kind] > best ? scores[kind] : best;
            }
        }
    }

    // Calls `take(object, score)` for each class whose best is at least `threshold`.
    template <class Take>
    void forEach(float threshold, const Take& take) const {
        for (std::size_t object = 0; object < scores_.size(); ++object) {
            if (scores_[object] >= threshold) {
                take(static_cast<ObjectClass>(object), scores_[object]);
            }
        }
    }

private:
    std::array<float, kObjectClassNames.size()> scores_{};
};

}  // namespace ocellus
