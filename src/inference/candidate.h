// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/detection.h"

namespace ocellus {

// One box as a head found it, before repeats are suppressed: pixels of the network's input.
struct Candidate {
    ObjectClass object = ObjectClass::Human;
    float score = 0;
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
};

}  // namespace ocellus
