// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/onvif_json.h"

#include <algorithm>
#include <string>

namespace ocellus {
namespace {

using nlohmann::json;

struct Place {
    std::string camera;
    std::string source;
    std::string rule;
};

// A value within a topic: what would part levels or match others is left out.
std::string level(std::string text) {
    std::erase_if(text, [](char c) { return c == '#' || c == '+' || c == '/' || c == '\0'; });
    return text;
}

std::string topicOf(const Place& place, const std::string& event) {
    return "ocellus/" + place.camera + "/onvif-ej/" + event + "/&" + place.source + "/occupancy/" +
           level(place.rule);
}

std::string payloadOf(const Event& event, const Place& place, json data) {
    return toText(
        json{{"UtcTime", toIso8601(event.time)},
             {"Source",
              {{"VideoSource", place.source}, {"AnalyticsConfiguration", "occupancy"}, {"Rule", place.rule}}},
             {"Data", std::move(data)}});
}

void addCount(const Event& event, Place place, std::vector<Publication>& publications) {
    const json counts = event.fields.value("counts", json::object());
    for (const auto& [zone, count] : counts.items()) {
        place.rule = zone;
        const std::string inside = topicOf(place, "RuleEngine/FieldDetector/ObjectsInside");
        if (!count.is_number_integer()) {
            publications.push_back({inside, "", 1, true});
            continue;
        }
        publications.push_back({topicOf(place, "RuleEngine/CountAggregation/OccupancyCounter"),
                                payloadOf(event, place, {{"Count", count}}), 1, false});
        publications.push_back(
            {inside, payloadOf(event, place, {{"IsInside", count.get<std::int64_t>() > 0}}), 1, true});
    }
}

}  // namespace

std::vector<Publication> onvifPublications(const Event& event, int channel) {
    std::vector<Publication> publications;
    const Place place{event.camera, "VideoSource_" + std::to_string(channel), event.fields.value("name", "")};
    if (event.type == "count") {
        addCount(event, place, publications);
    } else if (event.type == "alarm" || event.type == "alarm_end") {
        json data = {{"State", event.type == "alarm"}};
        if (const auto count = event.fields.find("count"); count != event.fields.end()) {
            data["Count"] = *count;
        }
        publications.push_back(
            {topicOf(place, "ocellus:Occupancy/Alarm"), payloadOf(event, place, std::move(data)), 1, true});
    }
    return publications;
}

}  // namespace ocellus
