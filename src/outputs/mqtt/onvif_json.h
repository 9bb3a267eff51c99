// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "events/event.h"
#include "outputs/mqtt/publication.h"

namespace ocellus {

// A count or an alarm as ONVIF's Profile M has events over MQTT: topic
// ocellus/<camera>/onvif-ej/<topic of the event>/&<VideoSource>/<AnalyticsConfiguration>/<Rule>, payload
// {"UtcTime", "Source", "Data"}. The rule is the zone's name.
//   count        RuleEngine/CountAggregation/OccupancyCounter: Count, for each zone
//                RuleEngine/FieldDetector/ObjectsInside: IsInside; a property, so it is retained
//   alarm(_end)  ocellus:Occupancy/Alarm: State, Count; a property
// A count that is not known says nothing, and takes the property off the broker: no data is not zero.
[[nodiscard]] std::vector<Publication> onvifPublications(const Event& event, int channel);

}  // namespace ocellus
