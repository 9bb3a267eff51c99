// SPDX-License-Identifier: Apache-2.0
#include "vision/duplicates.h"

namespace ocellus {
namespace {

constexpr double kSamePlace = 0.45;  // overlap; detectors themselves suppress above 0.5 to 0.6
constexpr double kInside = 0.8;      // share of the fainter box: a torso found beside its whole body
constexpr double kOtherClass = 0.6;  // overlap; a rider and the bicycle share less
constexpr double kSameHead = 0.3;
constexpr float kSureHead = 0.3F;

bool isWhole(ObjectClass object) {
    return object != ObjectClass::Head && object != ObjectClass::Face;
}

bool ownHeads(const SeenObject& a, const SeenObject& b) {
    return a.headBox && b.headBox && a.headScore.value_or(0) >= kSureHead &&
           b.headScore.value_or(0) >= kSureHead && overlap(*a.headBox, *b.headBox) < kSameHead;
}

bool repeats(const SeenObject& fainter, const SeenObject& other) {
    const double shared = overlap(fainter.box, other.box);
    if (isWhole(fainter.object) != isWhole(other.object)) {
        return other.headBox && fainter.object == ObjectClass::Head &&
               overlap(fainter.box, *other.headBox) > kSameHead;
    }
    if (fainter.object != other.object) {
        return isWhole(fainter.object) && shared > kOtherClass;
    }
    if (!isWhole(fainter.object)) {
        return shared > kSameHead;
    }
    const bool samePlace =
        shared > kSamePlace || intersectionArea(fainter.box, other.box) > kInside * fainter.box.area();
    return samePlace && !ownHeads(fainter, other);
}

}  // namespace

void removeDuplicates(std::vector<SeenObject>& seen) {
    const auto isRepeated = [&](const SeenObject& one) {
        for (const SeenObject& other : seen) {
            // Of equals the later goes. A head on a body's own head goes whatever the scores.
            const bool weaker = other.score > one.score || (other.score == one.score && &other < &one) ||
                                isWhole(other.object) != isWhole(one.object);
            if (&other != &one && weaker && repeats(one, other)) {
                return true;
            }
        }
        return false;
    };
    // Marked first and removed after: what is compared must not move.
    for (SeenObject& one : seen) {
        if (isRepeated(one)) {
            one.repeated = true;
        }
    }
    std::erase_if(seen, [](const SeenObject& one) { return one.repeated; });
}

}  // namespace ocellus
