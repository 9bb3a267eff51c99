// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "outputs/directory.h"
#include "outputs/mqtt/broker.h"
#include "outputs/mqtt/publication.h"
#include "outputs/output.h"

namespace ocellus {

// Publishes messages: our envelope under ocellus/<camera>/<app>/<type> with QoS 1, the manual's body under
// the topic of the app's settings, and ONVIF's events. Thread-safe.
class MqttOutput final : public Output {
public:
    // The broker may be exchanged while a message is on its way, so it is held here too.
    MqttOutput(std::shared_ptr<Broker> broker, const Directory& directory)
        : broker_(std::move(broker)), directory_(directory) {}

    void deliver(const OutboxMessage& message, Delivered done) override;

    [[nodiscard]] Duration longestPause() const override { return std::chrono::seconds{10}; }

private:
    std::shared_ptr<Broker> broker_;
    const Directory& directory_;
};

// What is published for one message, in this order; nothing where the settings that asked for it are gone.
[[nodiscard]] std::vector<Publication> publicationsOf(const OutboxMessage& message,
                                                      const std::optional<AppDestinations>& app);

// Topics of ours.
[[nodiscard]] std::string eventTopic(const Event& event);
[[nodiscard]] std::string cameraStatusTopic(const std::string& camera);
[[nodiscard]] std::string frameRateTopic(const std::string& camera);
// The manual's topic with {camera} replaced.
[[nodiscard]] std::string filledTopic(const std::string& topic, const std::string& camera);

// Topics of the manual's messages to which more than one camera publishes, and those cameras.
[[nodiscard]] std::map<std::string, std::set<std::string>> sharedTopics(
    const std::vector<AppDestinations>& apps);

}  // namespace ocellus
