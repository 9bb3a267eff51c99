// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/mqtt_output.h"

#include <utility>

#include "outputs/manual_body.h"
#include "outputs/mqtt/onvif_json.h"

namespace ocellus {

std::string eventTopic(const Event& event) {
    return "ocellus/" + (event.camera.empty() ? "" : event.camera + "/") + event.app + "/" + event.type;
}

std::string cameraStatusTopic(const std::string& camera) {
    return "ocellus/" + camera + "/status";
}

std::string frameRateTopic(const std::string& camera) {
    return "ocellus/" + camera + "/frame_rate";
}

std::string filledTopic(const std::string& topic, const std::string& camera) {
    constexpr std::string_view kMark = "{camera}";
    std::string filled = topic;
    for (std::size_t at = filled.find(kMark); at != std::string::npos;
         at = filled.find(kMark, at + camera.size())) {
        filled.replace(at, kMark.size(), camera);
    }
    return filled;
}

std::map<std::string, std::set<std::string>> sharedTopics(const std::vector<AppDestinations>& apps) {
    std::map<std::string, std::set<std::string>> topics;
    for (const AppDestinations& app : apps) {
        if ((app.mqtt.counts || app.mqtt.alarms) && !app.mqtt.topic.empty()) {
            topics[filledTopic(app.mqtt.topic, app.camera)].insert(app.camera);
        }
    }
    std::erase_if(topics, [](const auto& topic) { return topic.second.size() < 2; });
    return topics;
}

std::vector<Publication> publicationsOf(const OutboxMessage& message,
                                        const std::optional<AppDestinations>& app) {
    if (message.form == kOnvifForm) {
        return app ? onvifPublications(message.event, *app) : std::vector<Publication>{};
    }
    if (message.form != kManualForm) {
        return {Publication{eventTopic(message.event), toText(toJson(message.event)), 1, false}};
    }
    if (!app || app->mqtt.topic.empty()) {
        return {};
    }
    return {Publication{filledTopic(app->mqtt.topic, app->camera), toText(manualBody(message.event, *app)),
                        app->mqtt.qos, app->mqtt.retain}};
}

void MqttOutput::deliver(const OutboxMessage& message, Delivered done) {
    auto publications = publicationsOf(message, directory_.find(message.event.camera, message.event.app));
    if (publications.empty()) {
        done({});  // nobody wants it any more
        return;
    }
    // The library keeps their order, and the last one is confirmed last: each but the last is sent without
    // being waited for, and if the connection breaks the whole message goes out again.
    Publication last = std::move(publications.back());
    publications.pop_back();
    for (const Publication& publication : publications) {
        broker_->publish(publication, [](const DeliveryReport& /*report*/) {});
    }
    broker_->publish(last, std::move(done));
}

}  // namespace ocellus
