// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "events/onvif_event.h"
#include "integration/outputs/house.h"
#include "support/mosquitto_broker.h"
#include "support/mqtt_subscriber.h"
#include "support/temporary_folder.h"
#include "support/wait_until.h"

namespace ocellus::test {

using nlohmann::json;

// A mosquitto of the test's own, and what was heard on it.
class MqttFixture : public ::testing::Test {
protected:
    void SetUp() override {
        if (MosquittoBroker::program().empty()) {
            GTEST_SKIP() << "no mosquitto on this machine: apt-get install mosquitto";
        }
    }

    [[nodiscard]] BrokerSettings settings() const {
        BrokerSettings settings;
        settings.host = "127.0.0.1";
        settings.port = broker_.port();
        return settings;
    }

    static std::vector<std::string> payloads(const MqttSubscriber& subscriber, const std::string& topic) {
        std::vector<std::string> payloads;
        for (const auto& message : subscriber.messages()) {
            if (message.topic == topic) {
                payloads.push_back(message.payload);
            }
        }
        return payloads;
    }

    // The areas of the alarms that came, each id once, in the order of their first coming.
    static std::vector<int> areas(const MqttSubscriber& subscriber) {
        std::vector<int> areas;
        std::set<std::string> seen;
        for (const std::string& payload : payloads(subscriber, "ocellus/gate/occupancy/alarm")) {
            const json event = json::parse(payload);
            if (seen.insert(event["id"]).second) {
                areas.push_back(event["area"]);
            }
        }
        return areas;
    }

    static bool has(const MqttSubscriber& subscriber, const std::string& topic, const std::string& payload) {
        const auto all = payloads(subscriber, topic);
        return std::find(all.begin(), all.end(), payload) != all.end();
    }

    static AppDestinations appWithZones(std::vector<std::string> zones) {
        AppDestinations app;
        app.camera = "gate";
        app.app = "occupancy";
        app.zones = std::move(zones);
        return app;
    }

    static std::string propertyOf(std::string_view event, const std::string& zone) {
        return "ocellus/gate/onvif-ej/" + std::string(event) + "/&VideoSource_1/occupancy/" + zone;
    }

    // The last word on a topic; nothing if there was none.
    static std::optional<std::string> last(const MqttSubscriber& subscriber, const std::string& topic) {
        const auto all = payloads(subscriber, topic);
        return all.empty() ? std::nullopt : std::optional{all.back()};
    }

    // Whether somebody who comes now finds a message retained there.
    [[nodiscard]] bool isRetained(const std::string& topic) const {
        MqttSubscriber late{broker_.port(), topic};
        EXPECT_TRUE(waitUntil([&] { return late.subscriptions() == 1; }));
        // It comes together with the word that the subscription stands.
        return waitUntil([&] { return !late.messages().empty(); }, std::chrono::seconds{1});
    }

    TemporaryFolder folder_;
    MosquittoBroker broker_;
};

}  // namespace ocellus::test
