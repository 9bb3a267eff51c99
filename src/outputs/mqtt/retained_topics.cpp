// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/retained_topics.h"

#include "base/log.h"
#include "outputs/mqtt/mqtt_output.h"
#include "outputs/mqtt/onvif_json.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr const char* kName = "retained_topics";

const char* word(bool up) {
    return up ? "online" : "offline";
}

void tellDescription(Broker& broker, const DiscoveredCamera& camera) {
    if (const std::string& prefix = broker.settings().discoveryPrefix; !prefix.empty()) {
        broker.setState(discoveryTopic(prefix, camera.id), toText(discoveryOf(camera)));
    }
}

}  // namespace

void RetainedTopics::setUp(Broker* broker, const std::string& camera, bool up) {
    const std::lock_guard lock{mutex_};
    up_[camera] = up;
    if (broker != nullptr) {
        broker->setState(cameraStatusTopic(camera), word(up));
    }
}

void RetainedTopics::describe(Broker* broker, const DiscoveredCamera& camera) {
    const std::lock_guard notes{notes_};
    {
        const std::lock_guard lock{mutex_};
        cameras_.insert_or_assign(camera.id, camera);
    }
    if (broker != nullptr) {
        tellDescription(*broker, camera);
        update(*broker);
    }
}

void RetainedTopics::remove(Broker* broker, const std::string& camera) {
    const std::lock_guard notes{notes_};
    {
        const std::lock_guard lock{mutex_};
        cameras_.erase(camera);
        up_.erase(camera);
    }
    if (broker != nullptr) {
        broker->clear(cameraStatusTopic(camera));
        asked_.insert(cameraStatusTopic(camera));
        update(*broker);
    }
}

void RetainedTopics::follow(Broker* broker) {
    const std::lock_guard notes{notes_};
    if (broker != nullptr) {
        update(*broker);
    }
}

void RetainedTopics::tellAll(Broker& broker) {
    const std::lock_guard notes{notes_};
    asked_.clear();
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [camera, up] : up_) {
            broker.setState(cameraStatusTopic(camera), word(up));
        }
        for (const auto& [id, camera] : cameras_) {
            tellDescription(broker, camera);
        }
    }
    update(broker);
}

void RetainedTopics::takeBack(Broker& broker) {
    for (const std::string& topic : topics(broker.settings())) {
        broker.clear(topic);
    }
}

void RetainedTopics::settle(Broker* broker) {
    const std::lock_guard notes{notes_};
    const auto kept = store_.run([](Tables& tables) { return tables.hostSettings.find(kName); });
    if (!kept) {
        log::warn("what lies on the broker is not known reason=\"{}\"", kept.error().text());
    } else if (*kept && (*kept)->is_array()) {
        for (const json& topic : **kept) {
            if (topic.is_string()) {
                told_.insert(topic.get<std::string>());
            }
        }
    }
    settled_ = true;
    if (broker != nullptr) {
        update(*broker);
    }
}

std::set<std::string> RetainedTopics::topics(const BrokerSettings& broker) const {
    std::set<std::string> all;
    for (const AppDestinations& app : directory_.all()) {
        if (app.mqtt.retain && (app.mqtt.counts || app.mqtt.alarms) && !app.mqtt.topic.empty()) {
            all.insert(filledTopic(app.mqtt.topic, app.camera));
        }
        if (broker.onvifEvents) {
            all.merge(onvifProperties(app));
        }
    }
    const std::lock_guard lock{mutex_};
    for (const auto& [id, camera] : cameras_) {
        all.insert(cameraStatusTopic(id));
        if (!broker.discoveryPrefix.empty()) {
            all.insert(discoveryTopic(broker.discoveryPrefix, id));
        }
    }
    return all;
}

// With the notes held. Before the cameras are all known nothing is cleared, and the list of the earlier life
// must not be lost.
void RetainedTopics::update(Broker& broker) {
    std::set<std::string> now = topics(broker.settings());
    broker.keep(now);
    std::erase_if(asked_, [&](const std::string& topic) { return now.contains(topic); });
    if (!settled_) {
        return;
    }
    for (const std::string& topic : told_) {
        if (!now.contains(topic) && asked_.insert(topic).second) {
            broker.clear(topic);
        }
    }
    // What the broker has not heard stays on the list, so that the next start says it again.
    now.merge(broker.beingCleared());
    remember(std::move(now));
}

void RetainedTopics::remember(std::set<std::string> topics) {
    if (topics == told_) {
        return;
    }
    const auto stored =
        store_.run([&](Tables& tables) { return tables.hostSettings.put(kName, json(topics)); });
    if (!stored) {
        log::warn("what lies on the broker is not noted reason=\"{}\"", stored.error().text());
        return;
    }
    told_ = std::move(topics);
}

}  // namespace ocellus
