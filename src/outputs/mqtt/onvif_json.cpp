// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/onvif_json.h"

#include <algorithm>

#include "events/onvif_event.h"

namespace ocellus {
namespace {

using nlohmann::json;

std::string sourceOf(const AppDestinations& app) {
    return "VideoSource_" + std::to_string(app.channel);
}

// A value within a topic: what would part levels or match others is left out.
std::string level(std::string text) {
    std::erase_if(text, [](char c) { return c == '#' || c == '+' || c == '/' || c == '\0'; });
    return text;
}

std::string topicOf(const AppDestinations& app, std::string_view event, const std::string& rule) {
    std::string topic = "ocellus/";
    topic.append(app.camera).append("/onvif-ej/").append(event).append("/&").append(sourceOf(app));
    topic.append("/").append(app.app).append("/").append(level(rule));
    return topic;
}

std::string payloadOf(const Event& event, const OnvifEvent& one, const AppDestinations& app) {
    json data = json::object();
    for (const auto& [name, value] : one.data) {
        data[std::string(name)] = value;
    }
    return toText(json{
        {"UtcTime", toIso8601(event.time)},
        {"Source", {{"VideoSource", sourceOf(app)}, {"AnalyticsConfiguration", app.app}, {"Rule", one.rule}}},
        {"Data", std::move(data)}});
}

}  // namespace

std::vector<Publication> onvifPublications(const Event& event, const AppDestinations& app) {
    std::vector<Publication> publications;
    for (const OnvifEvent& one : onvifEvents(event.type, event.fields)) {
        if (std::find(app.zones.begin(), app.zones.end(), one.rule) != app.zones.end()) {
            publications.push_back({topicOf(app, one.topic, one.rule),
                                    one.data.empty() ? "" : payloadOf(event, one, app), 1, one.property});
        }
    }
    return publications;
}

std::string onvifFrameTopic(const AppDestinations& app) {
    return "ocellus/" + app.camera + "/onvif-mj/VideoAnalytics/Profile_" + std::to_string(app.channel) + "/" +
           app.app;
}

std::set<std::string> onvifProperties(const AppDestinations& app) {
    std::set<std::string> topics;
    for (const std::string& zone : app.zones) {
        topics.insert(topicOf(app, kOnvifInside, zone));
        topics.insert(topicOf(app, kOnvifAlarm, zone));
    }
    return topics;
}

}  // namespace ocellus
