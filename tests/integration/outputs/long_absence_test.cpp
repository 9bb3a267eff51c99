// SPDX-License-Identifier: Apache-2.0
// Broker and receivers away for an hour of the clock: everything arrives, in order.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <numeric>

#include "integration/outputs/alarm_receiver.h"
#include "integration/outputs/house.h"
#include "integration/outputs/json_receiver.h"
#include "support/leaping_clock.h"
#include "support/mosquitto_broker.h"
#include "support/mqtt_subscriber.h"
#include "support/temporary_folder.h"
#include "support/wait_until.h"

namespace ocellus::test {
namespace {

using nlohmann::json;

constexpr int kAlarms = 360;  // one in ten seconds, for an hour
constexpr std::chrono::seconds kStep{10};

std::vector<int> upTo(int last) {
    std::vector<int> numbers(static_cast<std::size_t>(last));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

// The numbers that stand under `key` in what came on a topic, as they came.
std::vector<int> numbers(const MqttSubscriber& subscriber, const std::string& topic, const char* key) {
    std::vector<int> found;
    for (const auto& message : subscriber.messages()) {
        if (message.topic == topic) {
            const json value = json::parse(message.payload).value(key, json(0));
            found.push_back(value.is_string() ? std::stoi(value.get<std::string>()) : value.get<int>());
        }
    }
    return found;
}

TEST(LongAbsence, OfABrokerLosesNothingAtQosOneAndRepeatsNothingAtQosTwo) {
    if (MosquittoBroker::program().empty()) {
        GTEST_SKIP() << "no mosquitto on this machine: apt-get install mosquitto";
    }
    const TemporaryFolder folder;
    LeapingClock clock;
    MosquittoBroker broker;
    broker.keepMemory();
    ASSERT_TRUE(broker.start());
    MqttSubscriber subscriber{broker.port(), "#", 2, "desk"};
    ASSERT_TRUE(waitUntil([&] { return subscriber.subscriptions() == 1; }));
    BrokerSettings settings;
    settings.host = "127.0.0.1";
    settings.port = broker.port();
    House house{folder.path(), settings, {}, clock};
    ASSERT_EQ(house.error(), "");
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    app.mqtt = {.counts = true, .alarms = false, .topic = "manual/counts", .qos = 2};
    house.outputs().setApp(app);
    ASSERT_TRUE(waitUntil([&] { return house.outputs().brokerState()->up; }));
    broker.stop();
    ASSERT_TRUE(waitUntil([&] { return !house.outputs().brokerState()->up; }));
    for (int i = 1; i <= kAlarms; ++i) {
        clock.leap(kStep);
        house.record("alarm", {{"area", 1}, {"count", i}});
        house.record("count", {{"objects", i}});
    }
    ASSERT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 3 * kAlarms; }));
    ASSERT_TRUE(broker.start());
    ASSERT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 0; }, std::chrono::seconds{120}));
    ASSERT_TRUE(waitUntil([&] {
        return numbers(subscriber, "manual/counts", "ALL_Current").size() >= kAlarms &&
               numbers(subscriber, "ocellus/gate/occupancy/alarm", "count").size() >= kAlarms;
    }));
    EXPECT_EQ(numbers(subscriber, "ocellus/gate/occupancy/alarm", "count"), upTo(kAlarms));
    EXPECT_EQ(numbers(subscriber, "manual/counts", "ALL_Current"), upTo(kAlarms));
    EXPECT_EQ(house.state("mqtt").dropped, 0);
}

TEST(LongAbsence, OfReceiversLosesNothingAndKeepsTheOrder) {
    const TemporaryFolder folder;
    LeapingClock clock;
    JsonReceiver web;
    AlarmReceiver recorder;
    web.setStatus(0);
    recorder.setMood(AlarmReceiver::Mood::HangsUp);
    House house{folder.path(), std::nullopt, {}, clock};
    ASSERT_EQ(house.error(), "");
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    app.http.resize(1);
    app.http[0].url = web.url();
    app.http[0].alarms = true;
    app.tcpAlarms = {{"127.0.0.1", recorder.port()}};
    house.outputs().setApp(app);
    for (int i = 1; i <= kAlarms; ++i) {
        clock.leap(kStep);
        house.record("alarm", {{"area", 1}, {"count", i}});
    }
    ASSERT_TRUE(waitUntil([&] {
        return house.state("http/gate/occupancy/1").pending == kAlarms &&
               house.state("tcp-alarm/gate/occupancy/1").pending == kAlarms;
    }));
    EXPECT_TRUE(web.bodies().empty());
    web.setStatus(200);
    recorder.setMood(AlarmReceiver::Mood::Confirms);
    clock.leap(std::chrono::minutes{1});  // past the longest pause
    house.record("alarm", {{"area", 1}, {"count", kAlarms + 1}});
    const auto counts = [](const std::vector<json>& bodies) {
        std::vector<int> numbers;
        for (const json& body : bodies) {
            numbers.push_back(body.value("count", 0));
        }
        return numbers;
    };
    ASSERT_TRUE(waitUntil([&] { return web.bodies().size() > kAlarms && recorder.lines().size() > kAlarms; },
                          std::chrono::seconds{120}));
    EXPECT_EQ(counts(web.bodies()), upTo(kAlarms + 1));
    EXPECT_EQ(counts(recorder.lines()), upTo(kAlarms + 1));
}

}  // namespace
}  // namespace ocellus::test
