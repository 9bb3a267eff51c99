// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include "inference/detection.h"

namespace ocellus {

// One object as it was seen in one picture, heads and bodies already joined: what the tracker takes. Its
// forms are those of Track (observation.h).
struct SeenObject {
    ObjectClass object = ObjectClass::Human;
    float score = 0;
    Box box;
    std::optional<float> headScore{};  // of a Human's head
    std::optional<Box> headBox{};

    bool repeated = false;  // marked by removeDuplicates()

    // How sure it is that there is something at all.
    [[nodiscard]] float bestScore() const { return std::max(score, headScore.value_or(0)); }
};

// A person is tracked as one thing whether the body or the head is seen.
[[nodiscard]] constexpr bool isPerson(ObjectClass object) {
    return object == ObjectClass::Human || object == ObjectClass::Head;
}

}  // namespace ocellus
