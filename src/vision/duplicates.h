// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "vision/seen_object.h"

namespace ocellus {

// Removes what detectors see twice, keeping the order: of two bodies, vehicles or the like on the same place
// the fainter one, whatever their classes, and heads on heads. Two bodies that each have a sure head of their
// own are two people however close they stand, and a human on a bicycle stays beside it. Allocates nothing.
void removeDuplicates(std::vector<SeenObject>& seen);

}  // namespace ocellus
