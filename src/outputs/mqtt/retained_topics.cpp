// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/retained_topics.h"

#include "base/log.h"
#include "outputs/mqtt/mqtt_output.h"

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
        remember(*broker, topics(broker->settings().discoveryPrefix));
    }
}

void RetainedTopics::remove(Broker* broker, const std::string& camera) {
    const std::lock_guard notes{notes_};
    {
        const std::lock_guard lock{mutex_};
        cameras_.erase(camera);
        up_.erase(camera);
    }
    if (broker == nullptr) {
        return;
    }
    broker->removeState(cameraStatusTopic(camera));
    if (const std::string& prefix = broker->settings().discoveryPrefix; !prefix.empty()) {
        broker->removeState(discoveryTopic(prefix, camera));
    }
    remember(*broker, topics(broker->settings().discoveryPrefix));
}

void RetainedTopics::tellAll(Broker& broker) {
    const std::lock_guard notes{notes_};
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [camera, up] : up_) {
            broker.setState(cameraStatusTopic(camera), word(up));
        }
        for (const auto& [id, camera] : cameras_) {
            tellDescription(broker, camera);
        }
    }
    const auto now = topics(broker.settings().discoveryPrefix);
    if (settled_) {
        takeOff(broker, now);
    }
    remember(broker, now);
}

void RetainedTopics::takeBack(Broker& broker) {
    for (const std::string& topic : topics(broker.settings().discoveryPrefix)) {
        broker.removeState(topic);
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
        const auto now = topics(broker->settings().discoveryPrefix);
        takeOff(*broker, now);
        remember(*broker, now);
    }
}

std::set<std::string> RetainedTopics::topics(const std::string& prefix) const {
    const std::lock_guard lock{mutex_};
    std::set<std::string> all;
    for (const auto& [id, camera] : cameras_) {
        all.insert(cameraStatusTopic(id));
        if (!prefix.empty()) {
            all.insert(discoveryTopic(prefix, id));
        }
    }
    return all;
}

void RetainedTopics::takeOff(Broker& broker, const std::set<std::string>& now) const {
    for (const std::string& topic : told_) {
        if (!now.contains(topic)) {
            broker.removeState(topic);
        }
    }
}

// What a broker that is away has not heard stays on the list, so that the next start says it again; and
// before the cameras are all known the list of the earlier life must not be lost.
void RetainedTopics::remember(const Broker& broker, std::set<std::string> topics) {
    if (!broker.state().up) {
        topics.insert(told_.begin(), told_.end());
    }
    if (!settled_ || topics == told_) {
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
