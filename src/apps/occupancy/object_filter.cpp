// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/object_filter.h"

#include <algorithm>

namespace ocellus::occupancy {
namespace {

// Minimum sizes are pixels of a picture this wide, whatever the camera sends (OCC-64).
constexpr double kReferenceWidth = 1920;

}  // namespace

ObjectFilter::ObjectFilter(const OccupancySettings& settings, const ScoreForThreshold& scoreFor)
    : object_(settings.object),
      colour_{scoreFor(ObjectClass::Human, settings.thresholds.body),
              scoreFor(ObjectClass::Head, settings.thresholds.head)},
      blackAndWhite_(colour_),
      vehicle_(scoreFor(ObjectClass::Vehicle, settings.thresholds.vehicle)),
      bicycle_(scoreFor(ObjectClass::Bicycle, settings.thresholds.bicycle)),
      minimumBody_(settings.minimumSize.body / kReferenceWidth),
      minimumHead_(settings.minimumSize.head / kReferenceWidth) {
    if (settings.blackAndWhite.enabled) {
        blackAndWhite_ = {scoreFor(ObjectClass::Human, settings.blackAndWhite.body),
                          scoreFor(ObjectClass::Head, settings.blackAndWhite.head)};
    }
}

bool ObjectFilter::counts(const Track& track, bool monochrome) const {
    switch (object_) {
        case CountedObject::Human:
            return countsHuman(track, monochrome ? blackAndWhite_ : colour_);
        case CountedObject::Vehicle:
            return track.object == ObjectClass::Vehicle && track.meanScore >= vehicle_;
        case CountedObject::Bicycle:
            return track.object == ObjectClass::Bicycle && track.meanScore >= bicycle_;
        default:
            return false;  // on-site learning: no such tracks exist yet
    }
}

float ObjectFilter::leastScore() const {
    switch (object_) {
        case CountedObject::Human:
            return std::min({colour_.body, colour_.head, blackAndWhite_.body, blackAndWhite_.head});
        case CountedObject::Vehicle:
            return vehicle_;
        case CountedObject::Bicycle:
            return bicycle_;
        default:
            return 1;
    }
}

bool ObjectFilter::countsHuman(const Track& track, const HumanLimits& limits) const {
    if (track.object == ObjectClass::Head) {
        return track.meanScore >= limits.head && track.box.width >= minimumHead_;
    }
    if (track.object != ObjectClass::Human) {
        return false;
    }
    const bool body = track.meanScore >= limits.body && track.box.width >= minimumBody_;
    const bool head = track.meanHeadScore && track.headBox && *track.meanHeadScore >= limits.head &&
                      track.headBox->width >= minimumHead_;
    return body || head;
}

Point referencePoint(const Box& box, ReferencePoint where) {
    Point point = box.centre();
    if (where == ReferencePoint::Bottom) {
        point.y = box.bottom();
    } else if (where == ReferencePoint::Top) {
        point.y = box.y;
    }
    return {std::clamp(point.x, 0.0, 1.0), std::clamp(point.y, 0.0, 1.0)};
}

}  // namespace ocellus::occupancy
