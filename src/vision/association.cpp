// SPDX-License-Identifier: Apache-2.0
#include "vision/association.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vision/human_joiner.h"

namespace ocellus {
namespace {

constexpr double kImpossible = std::numeric_limits<double>::infinity();
constexpr double kFarHead = 1.9;       // where the bodies agree and the heads do not
constexpr double kLargestRatio = 3.5;  // of two areas: half hidden, and seen badly besides
constexpr double kSureOverlap = 0.3;   // with this much shared, distance does not matter
constexpr double kFlickerOverlap = 0.6;

// In sizes of the box.
constexpr double kNear = 0.3;
constexpr double kDeviations = 2.5;  // standard ones of the prediction
constexpr double kRememberedNear = 0.7;
constexpr double kRememberedPerSecond = 0.3;
constexpr double kRememberedFar = 1.3;

double reachOf(const BoxFilter& filter, Reach reach, double lostSeconds, double aspect) {
    const double size = filter.size(aspect);
    switch (reach) {
        case Reach::Followed:
            return kNear * size + kDeviations * filter.uncertainty(aspect);
        case Reach::Remembered:
            return std::min(kRememberedNear + kRememberedPerSecond * lostSeconds, kRememberedFar) * size;
        case Reach::Overlapping:
            break;
    }
    return 0;
}

// 1 - overlap + the squared distance of the centres over the squared diagonal of the box round both.
double boxCost(const BoxFilter& filter, const Box& seen, Reach reach, double lostSeconds, double aspect) {
    const Box old = filter.box();
    const double ratio = old.area() / seen.area();
    const bool alike = ratio < kLargestRatio && ratio > 1 / kLargestRatio;  // never so for NaN
    if (!alike) {
        return kImpossible;
    }
    const double shared = overlap(old, seen);
    const Point a = old.centre();
    const Point b = seen.centre();
    const double distance = std::hypot((a.x - b.x) * aspect, a.y - b.y);
    if (shared < kSureOverlap && distance > reachOf(filter, reach, lostSeconds, aspect)) {
        return kImpossible;
    }
    const double width = std::max(old.right(), seen.right()) - std::min(old.x, seen.x);
    const double height = std::max(old.bottom(), seen.bottom()) - std::min(old.y, seen.y);
    const double diagonal = std::hypot(width * aspect, height);
    return 1 - shared + (distance * distance) / (diagonal * diagonal);
}

double personCost(const TrackedObject& track, const SeenObject& seen, Reach reach, double aspect) {
    const double lost = toSeconds(track.lostFor());
    const bool lone = seen.object == ObjectClass::Head;
    const Box* body = lone ? nullptr : &seen.box;
    const Box* head = lone ? &seen.box : seen.headBox ? &*seen.headBox : nullptr;
    const bool bodies = track.body() != nullptr && body != nullptr;
    const bool heads = track.head() != nullptr && head != nullptr;
    if (bodies) {
        const double byBody = boxCost(*track.body(), *body, reach, lost, aspect);
        if (!heads) {
            return byBody;
        }
        const double byHead = boxCost(*track.head(), *head, reach, lost, aspect);
        if (byBody == kImpossible && byHead == kImpossible) {
            return kImpossible;
        }
        return (std::min(byBody, kFarHead) + std::min(byHead, kFarHead)) / 2;
    }
    if (heads) {
        return boxCost(*track.head(), *head, reach, lost, aspect);
    }
    const double fit = body != nullptr && track.head() != nullptr   ? headFit(*body, track.head()->box())
                       : head != nullptr && track.body() != nullptr ? headFit(track.body()->box(), *head)
                                                                    : 0;
    return fit > 0 ? 1.2 - fit : kImpossible;
}

}  // namespace

double pairCost(const TrackedObject& track, const SeenObject& seen, Reach reach, double aspect) {
    if (track.person() != isPerson(seen.object)) {
        return kImpossible;
    }
    if (track.person()) {
        return personCost(track, seen, reach, aspect);
    }
    return track.object() == seen.object && track.body() != nullptr
               ? boxCost(*track.body(), seen.box, reach, toSeconds(track.lostFor()), aspect)
               : kImpossible;
}

double flickerCost(const TrackedObject& track, const SeenObject& seen) {
    const auto whole = [](ObjectClass object) {
        return object != ObjectClass::Head && object != ObjectClass::Face;
    };
    if (!whole(seen.object) || !whole(track.object()) || track.object() == seen.object ||
        track.body() == nullptr) {
        return kImpossible;
    }
    const double shared = overlap(track.body()->box(), seen.box);
    return shared >= kFlickerOverlap ? 1 - shared : kImpossible;
}

}  // namespace ocellus
