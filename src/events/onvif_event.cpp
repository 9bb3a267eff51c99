// SPDX-License-Identifier: Apache-2.0
#include "events/onvif_event.h"

#include <cstdint>

namespace ocellus {
namespace {

using nlohmann::json;

void addCounts(const json& counts, std::vector<OnvifEvent>& events) {
    for (const auto& [zone, count] : counts.items()) {
        if (!count.is_number_integer()) {
            events.push_back({kOnvifInside, zone, {}, true});
            continue;
        }
        events.push_back({kOnvifInside, zone, {{"IsInside", count.get<std::int64_t>() > 0}}, true});
        events.push_back({kOnvifCounter, zone, {{"Count", count}}, false});
    }
}

OnvifEvent alarmOf(const std::string& zone, bool on) {
    return {kOnvifAlarm, zone, {{"State", on}}, true};
}

}  // namespace

std::vector<OnvifEvent> onvifEvents(std::string_view type, const json& fields) {
    std::vector<OnvifEvent> events;
    if (type == "count") {
        addCounts(fields.value("counts", json::object()), events);
    } else if (type == "alarm") {
        events.push_back(alarmOf(fields.value("name", ""), true));
        events.back().data.emplace_back("Count", fields.value("count", 0));
        events.back().data.emplace_back("Threshold", fields.value("threshold", 0));
    } else if (type == "alarm_end") {
        events.push_back(alarmOf(fields.value("name", ""), false));
    } else if (type == kAppBegins) {
        for (const json& zone : fields.value("zones", json::array())) {
            const auto name = zone.get<std::string>();
            events.push_back({kOnvifInside, name, {}, true});
            events.push_back(alarmOf(name, false));
        }
    }
    return events;
}

}  // namespace ocellus
