// SPDX-License-Identifier: Apache-2.0
#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr int kFirstMessageId = 98;
constexpr int kAreas = 4;

}  // namespace

int messageIdOf(const json& area) {
    if (!area.is_number_integer()) {
        return 0;
    }
    const auto number = area.get<std::int64_t>();
    return number >= 1 && number <= kAreas ? kFirstMessageId - 1 + static_cast<int>(number) : 0;
}

std::string alarmLine(const Event& event, const AppDestinations& app) {
    const json area = event.fields.value("area", json(nullptr));
    json line = {
        {"v", 1},
        {"id", event.id},
        {"time", toIso8601(event.time)},
        {"device", app.mac},
        {"channel", app.channel},
        {"message_id", messageIdOf(area)},
        {"area", area},
        {"state", event.type == "alarm_end" ? json("end") : event.fields.value("state", json("start"))}};
    for (const char* key : {"name", "count", "threshold"}) {
        line[key] = event.fields.value(key, json(nullptr));
    }
    if (event.type == "gap") {
        line["state"] = "gap";
        line["missing"] = event.fields.value("missing", json(nullptr));
    }
    return toText(line) + "\n";
}

bool acknowledges(std::string_view line, const std::string& id) {
    const json answer = json::parse(line, nullptr, false);
    return answer.is_object() && answer.value("ack", json(nullptr)) == id;
}

}  // namespace ocellus
