// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "integration/outputs/mqtt_fixture.h"
#include "outputs/mqtt/mqtt_output.h"

namespace ocellus::test {
namespace {

using MqttDelivery = MqttFixture;

TEST_F(MqttDelivery, PublishesOurTopicsAndTheManualsAndSaysWhoIsThere) {
    ASSERT_TRUE(broker_.start());
    MqttSubscriber subscriber{broker_.port(), "#"};
    ASSERT_TRUE(waitUntil([&] { return subscriber.subscriptions() == 1; }));
    {
        House house{folder_.path(), settings()};
        ASSERT_EQ(house.error(), "");
        AppDestinations app;
        app.camera = "gate";
        app.app = "occupancy";
        app.mac = "aabbccddeeff";
        app.mqtt = {.counts = true, .alarms = false, .topic = "manual/{camera}", .qos = 2, .retain = true};
        house.outputs().setApp(app);
        house.outputs().setCameraUp("gate", true);
        house.record("count", {{"objects", 3}});
        house.record("alarm", {{"area", 1}});
        ASSERT_TRUE(waitUntil([&] {
            return areas(subscriber).size() == 1 && !payloads(subscriber, "manual/gate").empty() &&
                   has(subscriber, "ocellus/status", "online") &&
                   has(subscriber, "ocellus/gate/status", "online");
        }));
        EXPECT_TRUE(house.outputs().brokerState()->up);
        for (const auto& message : subscriber.messages()) {
            EXPECT_EQ(message.qos, message.topic == "manual/gate" ? 2 : 1) << message.topic;
        }
        EXPECT_EQ(json::parse(payloads(subscriber, "manual/gate").front())["ALL_Current"], "3");
        MqttSubscriber late{broker_.port(), "#"};
        ASSERT_TRUE(waitUntil([&] { return has(late, "ocellus/gate/status", "online"); }));
        ASSERT_TRUE(waitUntil([&] { return !payloads(late, "manual/gate").empty(); })) << "retained";
        EXPECT_TRUE(payloads(late, "ocellus/gate/occupancy/alarm").empty()) << "not retained";
    }
    EXPECT_TRUE(waitUntil([&] {
        return payloads(subscriber, "ocellus/status").back() == "offline" &&
               payloads(subscriber, "ocellus/gate/status").back() == "offline";
    })) << "a clean end says so itself";
}

TEST_F(MqttDelivery, EveryQosDelivers) {
    ASSERT_TRUE(broker_.start());
    MqttSubscriber subscriber{broker_.port(), "manual/#"};
    ASSERT_TRUE(waitUntil([&] { return subscriber.subscriptions() == 1; }));
    House house{folder_.path(), settings()};
    ASSERT_EQ(house.error(), "");
    for (int qos = 0; qos <= 2; ++qos) {
        AppDestinations app;
        app.camera = "gate";
        app.app = "occupancy";
        app.mqtt = {.counts = true, .alarms = false, .topic = "manual/" + std::to_string(qos), .qos = qos};
        house.outputs().setApp(app);
        house.record("count", {{"objects", qos}});
        ASSERT_TRUE(waitUntil([&] { return payloads(subscriber, app.mqtt.topic).size() == 1; })) << qos;
        ASSERT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 0; })) << qos;
        EXPECT_EQ(subscriber.messages().back().qos, qos);
    }
}

TEST_F(MqttDelivery, ABrokerThatWasAwayGetsEverythingInOrderAndTheStatesAgain) {
    ASSERT_TRUE(broker_.start());
    MqttSubscriber subscriber{broker_.port(), "#"};
    ASSERT_TRUE(waitUntil([&] { return subscriber.subscriptions() == 1; }));
    House house{folder_.path(), settings()};
    ASSERT_EQ(house.error(), "");
    house.outputs().setCameraUp("gate", true);
    std::vector<int> expected;
    int area = 0;
    const auto record = [&](int number) {
        for (int i = 0; i < number; ++i) {
            house.record("alarm", {{"area", ++area}});
            expected.push_back(area);
        }
    };
    record(50);
    ASSERT_TRUE(waitUntil([&] { return areas(subscriber).size() == 50; }));
    broker_.stop();
    record(100);
    ASSERT_TRUE(
        waitUntil([&] { return house.state("mqtt").pending == 100 && !house.outputs().brokerState()->up; }));
    EXPECT_FALSE(house.outputs().brokerState()->reason.empty());
    house.outputs().setCameraUp("yard", true);
    ASSERT_TRUE(broker_.start());
    ASSERT_TRUE(waitUntil([&] { return subscriber.subscriptions() == 2; }));
    record(50);
    ASSERT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 0; }));
    MqttSubscriber late{broker_.port(), "ocellus/+/status"};
    EXPECT_TRUE(waitUntil([&] {
        return has(late, "ocellus/gate/status", "online") && has(late, "ocellus/yard/status", "online");
    })) << "a broker that forgot is told again";
    // What the broker took before the subscriber was back is lost to the subscriber, not to the broker: so
    // only order and completeness after its return are looked at.
    const auto got = areas(subscriber);
    EXPECT_TRUE(std::is_sorted(got.begin(), got.end()));
    EXPECT_TRUE(waitUntil([&] { return !areas(subscriber).empty() && areas(subscriber).back() == 200; }));
}

TEST_F(MqttDelivery, DescribesCamerasToHomeAssistantAndTakesThemBack) {
    ASSERT_TRUE(broker_.start());
    const std::string gate = "homeassistant/device/ocellus_gate/config";
    const std::string yard = "homeassistant/device/ocellus_yard/config";
    BrokerSettings home = settings();
    home.discoveryPrefix = "homeassistant";
    {
        House house{folder_.path(), home};
        ASSERT_EQ(house.error(), "");
        house.outputs().describeCamera({"gate", "Front gate", {"Till"}});
        house.outputs().describeCamera({"yard", "Yard", {}});
        house.outputs().setCameraUp("yard", true);
        house.outputs().forgetOthers();
        ASSERT_TRUE(waitUntil([&] { return house.outputs().brokerState()->up; }));
        house.outputs().describeCamera({"gate", "Front gate", {"Till", "Door"}});
        MqttSubscriber subscriber{broker_.port(), "homeassistant/#"};
        ASSERT_TRUE(waitUntil([&] {
            const auto told = payloads(subscriber, gate);
            return !told.empty() && told.back().find("Door") != std::string::npos &&
                   !payloads(subscriber, yard).empty();
        }));
        EXPECT_EQ(json::parse(payloads(subscriber, gate).back())["device"]["name"], "Front gate");
        house.outputs().removeCamera("gate");
        ASSERT_TRUE(waitUntil([&] { return payloads(subscriber, gate).back().empty(); }));
    }
    EXPECT_FALSE(isRetained(gate));
    EXPECT_TRUE(isRetained(yard));
    // The next life knows nothing of the yard: its camera went while we were away.
    House house{folder_.path(), home};
    ASSERT_EQ(house.error(), "");
    house.outputs().describeCamera({"gate", "Front gate", {"Till"}});
    MqttSubscriber subscriber{broker_.port(), "#"};
    ASSERT_TRUE(waitUntil([&] { return subscriber.subscriptions() == 1; }));
    house.outputs().forgetOthers();
    ASSERT_TRUE(waitUntil([&] {
        const auto told = payloads(subscriber, yard);
        return !told.empty() && told.back().empty() && !payloads(subscriber, gate).empty();
    }));
    EXPECT_FALSE(isRetained(yard));
    EXPECT_FALSE(isRetained("ocellus/yard/status"));
    EXPECT_TRUE(isRetained(gate));
}

TEST_F(MqttDelivery, ACameraRemovedWhileTheBrokerWasAwayIsTakenOffWhenItIsBack) {
    broker_.keepMemory();
    ASSERT_TRUE(broker_.start());
    House house{folder_.path(), settings()};
    ASSERT_EQ(house.error(), "");
    house.outputs().forgetOthers();
    ASSERT_TRUE(waitUntil([&] { return house.outputs().brokerState()->up; }));
    house.outputs().describeCamera({"gate", "Front gate", {}});
    house.outputs().setCameraUp("gate", true);
    ASSERT_TRUE(waitUntil([&] { return isRetained("ocellus/gate/status"); }));
    broker_.stop();
    ASSERT_TRUE(waitUntil([&] { return !house.outputs().brokerState()->up; }));
    house.outputs().removeCamera("gate");
    ASSERT_TRUE(broker_.start());
    ASSERT_TRUE(waitUntil([&] { return house.outputs().brokerState()->up; }));
    EXPECT_TRUE(waitUntil([&] { return !isRetained("ocellus/gate/status"); }));
}

TEST_F(MqttDelivery, AnotherBrokerTakesOverWhatWaitsAndTheStates) {
    ASSERT_TRUE(broker_.start());
    MosquittoBroker other;
    ASSERT_TRUE(other.start());
    MqttSubscriber first{broker_.port(), "#"};
    MqttSubscriber second{other.port(), "#"};
    ASSERT_TRUE(waitUntil([&] { return first.subscriptions() == 1 && second.subscriptions() == 1; }));
    House house{folder_.path()};
    ASSERT_EQ(house.error(), "");
    EXPECT_FALSE(house.outputs().brokerState());
    house.outputs().setApp(appWithZones({"Till"}));
    house.outputs().describeCamera({"gate", "Front gate", {"Till"}});
    house.outputs().setCameraUp("gate", true);
    house.outputs().forgetOthers();
    ASSERT_TRUE(house.outputs().setBroker(settings()));
    house.record("alarm", {{"area", 1}});
    ASSERT_TRUE(
        waitUntil([&] { return areas(first).size() == 1 && has(first, "ocellus/gate/status", "online"); }));
    BrokerSettings moved = settings();
    moved.port = other.port();
    moved.discoveryPrefix = "homeassistant";
    moved.onvifEvents = true;
    ASSERT_TRUE(house.outputs().setBroker(moved));
    house.record("alarm", {{"area", 2}, {"name", "Till"}});
    ASSERT_TRUE(waitUntil([&] { return areas(second) == std::vector{2}; }));
    EXPECT_TRUE(has(second, "ocellus/gate/status", "online"));
    EXPECT_FALSE(payloads(second, "homeassistant/device/ocellus_gate/config").empty());
    const std::string onvif = propertyOf(kOnvifAlarm, "Till");
    EXPECT_TRUE(waitUntil([&] { return !payloads(second, onvif).empty(); }));
    EXPECT_TRUE(waitUntil([&] { return payloads(first, "ocellus/gate/status").back().empty(); }))
        << "nothing is left where we no longer are";
    BrokerSettings wrong = settings();
    wrong.tls = true;
    wrong.authorities = "/nonexistent/ca.crt";
    EXPECT_FALSE(house.outputs().setBroker(wrong));
    house.record("alarm", {{"area", 3}});
    EXPECT_TRUE(waitUntil([&] { return areas(second) == (std::vector{2, 3}); })) << "the one before stays";
    ASSERT_TRUE(house.outputs().setBroker(std::nullopt));
    EXPECT_FALSE(house.outputs().brokerState());
    EXPECT_TRUE(waitUntil([&] { return payloads(second, "ocellus/status").back() == "offline"; }));
}

TEST_F(MqttDelivery, SpeaksTlsWithPassword) {
    const PemIdentity identity{folder_.path(), "broker"};
    broker_.useTls(identity);
    broker_.requirePassword("ada", "right");
    ASSERT_TRUE(broker_.start());
    const PemIdentity stranger{folder_.path(), "stranger"};

    struct Case {
        const char* name;
        std::string password;
        std::string authorities;
        std::string word;  // of the reason; empty: it comes up
    };

    for (const Case& one :
         {Case{"right", "right", identity.certificate(), ""},
          Case{"password", "wrong", identity.certificate(), "check user name"},
          Case{"authority", "right", stranger.certificate(), "certificate verify failed"}}) {
        BrokerSettings secure = settings();
        secure.tls = true;
        secure.username = "ada";
        secure.password = Secret{one.password};
        secure.authorities = one.authorities;
        House house{folder_.path() / one.name, secure};
        ASSERT_EQ(house.error(), "");
        house.record("alarm", {{"area", 1}});
        if (one.word.empty()) {
            EXPECT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 0; })) << one.name;
        } else {
            EXPECT_TRUE(waitUntil([&] {
                return house.outputs().brokerState()->reason.find(one.word) != std::string::npos;
            })) << one.name
                << ": " << house.outputs().brokerState()->reason;
            EXPECT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 1; })) << one.name;
        }
    }
}

TEST_F(MqttDelivery, CertificatesThatCannotBeReadAreRefusedAtOnce) {
    BrokerSettings secure = settings();
    secure.tls = true;
    secure.authorities = "/nonexistent/ca.crt";
    const House house{folder_.path(), secure};
    EXPECT_NE(house.error().find("mqtt"), std::string::npos) << house.error();
}

}  // namespace
}  // namespace ocellus::test
