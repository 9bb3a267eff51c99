// SPDX-License-Identifier: Apache-2.0
#include "outputs/manual_body.h"

#include <fmt/format.h>

#include <string>

#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr int kAreas = 4;

// The manual's values are all texts; null stays null, since no data is not zero.
json asText(const json& value) {
    if (value.is_null() || value.is_string()) {
        return value;
    }
    if (value.is_boolean()) {
        return value.get<bool>() ? "1" : "0";
    }
    return value.dump();
}

json member(const json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? json(nullptr) : *found;
}

// Seconds to a tenth, as the manuals show them.
std::string seconds(const json& value) {
    return value.is_number() ? fmt::format("{:.1f}", value.get<double>()) : std::string{"0.0"};
}

// All four areas are there whatever is drawn; in one that is not, or is off, nobody is counted.
void addCount(const json& fields, json& body) {
    body["ALL_Current"] = asText(member(fields, "objects"));
    body["Object"] = asText(member(fields, "object"));
    for (int area = 1; area <= kAreas; ++area) {
        body["Area" + std::to_string(area) + "_Current"] = "0";
    }
    const json zones = member(fields, "zones");
    for (const json& zone : zones.is_array() ? zones : json::array()) {
        const json area = member(zone, "area");
        if (!zone.is_object() || !area.is_number_integer()) {
            continue;
        }
        const std::string prefix = "Area" + area.dump() + "_";
        body[prefix + "Current"] = asText(member(zone, "count"));
        body[prefix + "Name"] = asText(member(zone, "name"));
        body[prefix + "Alarm"] = asText(member(zone, "alarm"));
        body[prefix + "Timer"] = seconds(member(zone, "timer"));
    }
}

void addAlarm(const json& fields, json& body) {
    addCount(fields, body);
    const json area = member(fields, "area");
    body["Event"] = "Alarm";
    body["AlarmArea"] = asText(area);
    body["MessageID"] = std::to_string(messageIdOf(area));
    body["Count"] = asText(member(fields, "count"));
    body["Threshold"] = asText(member(fields, "threshold"));
    body["Duration"] = seconds(member(fields, "duration"));
}

}  // namespace

json manualBody(const Event& event, const AppDestinations& app) {
    json body = {{"CameraMACaddress", app.mac},
                 {"Time", toCompactUtc(event.time)},
                 {"Channel", std::to_string(app.channel)},
                 {"schema", "occ/1"},
                 {"id", event.id}};
    if (event.type == "count") {
        addCount(event.fields, body);
    } else if (event.type == "gap") {
        body["Event"] = "Gap";
        body["Missing"] = asText(member(event.fields, "missing"));
    } else {
        addAlarm(event.fields, body);
    }
    return body;
}

}  // namespace ocellus
