// SPDX-License-Identifier: Apache-2.0
// What lies retained on the broker is true, and goes with what it tells of. The last word on a topic is what
// is retained there; an empty one clears it.
#include "integration/outputs/mqtt_fixture.h"

namespace ocellus::test {
namespace {

class Retained : public MqttFixture {
protected:
    void SetUp() override {
        MqttFixture::SetUp();
        if (!IsSkipped()) {
            ASSERT_TRUE(broker_.start());
            onvif_ = settings();
            onvif_.onvifEvents = true;
            onvif_.discoveryPrefix = "homeassistant";
        }
    }

    void watch() {
        watcher_.emplace(broker_.port(), "#");
        ASSERT_TRUE(waitUntil([&] { return watcher_->subscriptions() == 1; }));
    }

    [[nodiscard]] std::string said(const std::string& topic) const {
        return last(*watcher_, topic).value_or("nothing");
    }

    [[nodiscard]] bool says(const std::string& topic, const std::string& part) const {
        return waitUntil([&] { return said(topic).find(part) != std::string::npos; });
    }

    [[nodiscard]] bool cleared(const std::string& topic) const {
        return waitUntil([&] { return said(topic).empty(); });
    }

    static void makeAlarm(House& house, const std::string& zone) {
        house.record("count", {{"counts", {{zone, 3}}}, {"objects", 3}});
        house.record("alarm", {{"area", 1}, {"name", zone}, {"count", 3}, {"threshold", 2}});
    }

    const std::string inside_ = propertyOf(kOnvifInside, "Till");
    const std::string alarm_ = propertyOf(kOnvifAlarm, "Till");
    BrokerSettings onvif_;
    std::optional<MqttSubscriber> watcher_;
};

TEST_F(Retained, EveryCameraIsOfflineAfterACleanEnd) {
    watch();
    constexpr int kCameras = 40;  // more than the library sends before the first is confirmed
    const auto that = [&](const std::string& word) {
        int saying = 0;
        for (int i = 0; i < kCameras; ++i) {
            saying += said("ocellus/camera" + std::to_string(i) + "/status") == word ? 1 : 0;
        }
        return saying;
    };
    for (int life = 0; life < 3; ++life) {
        House house{folder_.path(), settings()};
        ASSERT_EQ(house.error(), "");
        for (int i = 0; i < kCameras; ++i) {
            house.outputs().setCameraUp("camera" + std::to_string(i), true);
        }
        ASSERT_TRUE(waitUntil([&] { return that("online") == kCameras; }));
        makeAlarm(house, "Till");  // something is on its way when the end comes
    }
    EXPECT_TRUE(says("ocellus/status", "offline"));
    EXPECT_TRUE(waitUntil([&] { return that("offline") == kCameras; })) << that("online") << " stay online";
}

TEST_F(Retained, AZoneThatIsRenamedOrGoneLeavesNoStateBehind) {
    watch();
    House house{folder_.path(), onvif_};
    ASSERT_EQ(house.error(), "");
    house.outputs().setApp(appWithZones({"Till"}));
    house.outputs().forgetOthers();
    EXPECT_TRUE(says(alarm_, R"("State":false)")) << "as it begins";
    makeAlarm(house, "Till");
    EXPECT_TRUE(says(alarm_, R"("State":true)"));
    EXPECT_TRUE(says(inside_, R"("IsInside":true)"));

    house.outputs().setApp(appWithZones({"Desk"}));
    EXPECT_TRUE(cleared(alarm_));
    EXPECT_TRUE(cleared(inside_));
    EXPECT_TRUE(says(propertyOf(kOnvifAlarm, "Desk"), R"("State":false)"));

    house.outputs().setApp(appWithZones({"Till"}));
    EXPECT_TRUE(says(alarm_, R"("State":false)")) << "its name is its own again";
    makeAlarm(house, "Till");
    EXPECT_TRUE(says(alarm_, R"("State":true)"));
    house.outputs().setApp(appWithZones({"Till", "Door"}));
    EXPECT_TRUE(says(propertyOf(kOnvifAlarm, "Door"), R"("State":false)"));
    EXPECT_TRUE(says(alarm_, R"("State":true)")) << "an alarm goes on in a zone that nobody touched";
    house.outputs().removeApp("gate", "occupancy");
    EXPECT_TRUE(cleared(alarm_));
    EXPECT_TRUE(cleared(inside_));
    EXPECT_FALSE(isRetained("ocellus/gate/onvif-ej/#"));
}

TEST_F(Retained, TheManualsMessageGoesWithItsSwitch) {
    watch();
    House house{folder_.path(), settings()};
    ASSERT_EQ(house.error(), "");
    AppDestinations app = appWithZones({"Till"});
    app.mqtt = {.counts = true, .alarms = false, .topic = "manual/{camera}", .qos = 1, .retain = true};
    const auto tell = [&] {
        house.outputs().setApp(app);
        house.record("count", {{"objects", 3}});
    };
    house.outputs().forgetOthers();
    tell();
    EXPECT_TRUE(says("manual/gate", "ALL_Current"));
    app.mqtt.topic = "moved/{camera}";
    tell();
    EXPECT_TRUE(cleared("manual/gate"));
    EXPECT_TRUE(says("moved/gate", "ALL_Current"));
    app.mqtt.retain = false;
    house.outputs().setApp(app);
    EXPECT_TRUE(cleared("moved/gate"));
    house.record("count", {{"objects", 3}});
    EXPECT_TRUE(says("moved/gate", "ALL_Current")) << "still told, no longer kept";
    EXPECT_FALSE(isRetained("moved/gate"));
    app.mqtt.retain = true;
    tell();
    EXPECT_TRUE(waitUntil([&] { return isRetained("moved/gate"); }));
    house.outputs().removeApp("gate", "occupancy");
    EXPECT_TRUE(cleared("moved/gate"));
    EXPECT_FALSE(isRetained("moved/gate"));
}

TEST_F(Retained, AnAlarmOfTheLifeBeforeIsOverAndAZoneThatVanishedIsCleared) {
    {
        House house{folder_.path(), onvif_};
        ASSERT_EQ(house.error(), "");
        house.outputs().setApp(appWithZones({"Till", "Door"}));
        house.outputs().forgetOthers();
        makeAlarm(house, "Till");
        makeAlarm(house, "Door");
        ASSERT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 0; }));
    }
    ASSERT_TRUE(isRetained(alarm_));
    watch();
    ASSERT_TRUE(says(alarm_, R"("State":true)"));
    {
        House house{folder_.path(), onvif_};
        ASSERT_EQ(house.error(), "");
        house.outputs().setApp(appWithZones({"Till"}));  // and no camera that says anything
        house.outputs().forgetOthers();
        EXPECT_TRUE(says(alarm_, R"("State":false)"));
        EXPECT_TRUE(cleared(inside_));
        EXPECT_TRUE(cleared(propertyOf(kOnvifAlarm, "Door")));
    }
    EXPECT_TRUE(says("ocellus/status", "offline"));
    // Cleared once, and not at each start.
    const std::size_t before = payloads(*watcher_, propertyOf(kOnvifAlarm, "Door")).size();
    {
        House house{folder_.path(), onvif_};
        ASSERT_EQ(house.error(), "");
        house.outputs().setApp(appWithZones({"Till"}));
        house.outputs().forgetOthers();
        makeAlarm(house, "Till");
        EXPECT_TRUE(says(alarm_, R"("State":true)"));
    }
    EXPECT_TRUE(says("ocellus/status", "offline"));
    EXPECT_EQ(payloads(*watcher_, propertyOf(kOnvifAlarm, "Door")).size(), before);
    // ONVIF's form is switched off, and nothing stays of it.
    House house{folder_.path(), settings()};
    ASSERT_EQ(house.error(), "");
    house.outputs().setApp(appWithZones({"Till"}));
    house.outputs().forgetOthers();
    EXPECT_TRUE(cleared(alarm_));
    EXPECT_FALSE(isRetained("ocellus/gate/onvif-ej/#"));
}

TEST_F(Retained, WhatWaitedWhileTheBrokerWasAwayDoesNotComeBack) {
    broker_.keepMemory();
    broker_.stop();
    ASSERT_TRUE(broker_.start());
    House house{folder_.path(), onvif_};
    ASSERT_EQ(house.error(), "");
    house.outputs().setApp(appWithZones({"Till", "Door"}));
    house.outputs().forgetOthers();
    makeAlarm(house, "Till");
    ASSERT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 0; }));
    ASSERT_TRUE(isRetained(alarm_));
    broker_.stop();
    ASSERT_TRUE(waitUntil([&] { return !house.outputs().brokerState()->up; }));
    makeAlarm(house, "Till");
    house.outputs().setApp(appWithZones({"Door"}));
    makeAlarm(house, "Door");
    ASSERT_TRUE(broker_.start());
    ASSERT_TRUE(waitUntil([&] { return house.state("mqtt").pending == 0; }));
    EXPECT_TRUE(waitUntil([&] { return !isRetained(alarm_); }));
    EXPECT_FALSE(isRetained(inside_));
    EXPECT_TRUE(isRetained(propertyOf(kOnvifAlarm, "Door")));
}

TEST_F(Retained, HomeAssistantIsToldEverythingAgainWhenItStarts) {
    watch();
    const std::string config = "homeassistant/device/ocellus_gate/config";
    House house{folder_.path(), onvif_};
    ASSERT_EQ(house.error(), "");
    house.outputs().describeCamera({"gate", "Front gate", {"Till"}});
    house.outputs().setCameraUp("gate", true);
    ASSERT_TRUE(waitUntil([&] { return !payloads(*watcher_, config).empty(); }));
    const std::size_t before = payloads(*watcher_, config).size();
    const std::size_t online = payloads(*watcher_, "ocellus/gate/status").size();
    ASSERT_TRUE(waitUntil([&] { return house.outputs().brokerState()->up; }));
    watcher_->publish("homeassistant/status", "offline");
    watcher_->publish("homeassistant/status", "online");
    EXPECT_TRUE(waitUntil([&] { return payloads(*watcher_, config).size() == before + 1; }));
    EXPECT_TRUE(waitUntil([&] { return payloads(*watcher_, "ocellus/gate/status").size() == online + 1; }));
    house.outputs().tellFrameRate("gate", 4.96);
    EXPECT_TRUE(says("ocellus/gate/frame_rate", "5.0"));
    EXPECT_FALSE(isRetained("ocellus/gate/frame_rate"));
    house.outputs().tellFrame("gate", "occupancy", []() -> nlohmann::json {
        ADD_FAILURE() << "asked for a frame that this broker does not take";
        return {};
    });
}

}  // namespace
}  // namespace ocellus::test
