// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "events/event.h"
#include "outputs/destinations.h"
#include "outputs/mqtt/publication.h"

namespace ocellus {

// An event as ONVIF's Profile M has it over MQTT: topic
// ocellus/<camera>/onvif-ej/<topic of the event>/&<VideoSource>/<AnalyticsConfiguration>/<Rule>, payload
// {"UtcTime", "Source", "Data"}. The rule is the zone's name, topics and data are those of
// events/onvif_event.h. Properties are retained; one that nobody knows is taken off the broker. Zones that
// the app no longer has say nothing.
[[nodiscard]] std::vector<Publication> onvifPublications(const Event& event, const AppDestinations& app);

// Where frames of what an app sees go: ocellus/<camera>/onvif-mj/VideoAnalytics/<profile>/<app>.
[[nodiscard]] std::string onvifFrameTopic(const AppDestinations& app);

// The topics on which an app's properties are retained.
[[nodiscard]] std::set<std::string> onvifProperties(const AppDestinations& app);

}  // namespace ocellus
