// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "integration/outputs/house.h"
#include "integration/outputs/json_receiver.h"
#include "support/temporary_folder.h"
#include "support/wait_until.h"

namespace ocellus::test {
namespace {

constexpr const char* kDestination = "http/gate/occupancy/1";

AppDestinations to(const JsonReceiver& receiver) {
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    app.mac = "aabbccddeeff";
    app.http.resize(1);
    app.http[0].url = receiver.url();
    app.http[0].counts = true;
    app.http[0].alarms = true;
    return app;
}

std::vector<int> areas(const JsonReceiver& receiver) {
    std::vector<int> areas;
    for (const auto& body : receiver.bodies()) {
        areas.push_back(body.value("type", "") == "gap" ? -body["missing"].get<int>()
                                                        : body.value("area", 0));
    }
    return areas;
}

// OCC-38, contract "Events": an alarm as our envelope, a count as the manual has it.
TEST(HttpDelivery, BringsAlarmsAndCountsEachInItsForm) {
    const TemporaryFolder folder;
    JsonReceiver receiver;
    House house{folder.path()};
    ASSERT_EQ(house.error(), "");
    house.outputs().setApp(to(receiver));
    house.record("alarm", {{"area", 1}});
    house.record("count", {{"objects", 3}});
    ASSERT_TRUE(waitUntil([&] { return receiver.bodies().size() == 2; }));
    EXPECT_EQ(receiver.bodies()[0]["type"], "alarm");
    EXPECT_EQ(receiver.bodies()[0]["sequence"], 1);
    EXPECT_EQ(receiver.bodies()[1]["ALL_Current"], "3");
    EXPECT_TRUE(waitUntil([&] { return house.state(kDestination).pending == 0; }));
}

TEST(HttpDelivery, AReceiverThatWasAwayGetsEverythingInOrder) {
    const TemporaryFolder folder;
    JsonReceiver receiver;
    House house{folder.path()};
    ASSERT_EQ(house.error(), "");
    house.outputs().setApp(to(receiver));
    std::vector<int> expected;
    for (int area = 1; area <= 60; ++area) {
        receiver.setStatus(area < 20 ? 200 : (area < 40 ? 0 : 503));
        house.record("alarm", {{"area", area}});
        expected.push_back(area);
    }
    ASSERT_TRUE(waitUntil([&] { return house.state(kDestination).failures > 0; }));
    EXPECT_FALSE(house.state(kDestination).up);
    EXPECT_FALSE(house.state(kDestination).reason.empty());
    EXPECT_GT(house.state(kDestination).pending, 0);
    receiver.setStatus(200);
    ASSERT_TRUE(waitUntil([&] { return receiver.bodies().size() >= expected.size(); }));
    EXPECT_EQ(areas(receiver), expected);
    EXPECT_TRUE(waitUntil([&] { return house.state(kDestination).up; }));
    EXPECT_EQ(house.state(kDestination).pending, 0);
}

TEST(HttpDelivery, WhatDidNotFitIsToldByAGap) {
    const TemporaryFolder folder;
    JsonReceiver receiver;
    receiver.setStatus(503);
    StorageLimits limits;
    limits.outboxMessages = 5;
    House house{folder.path(), std::nullopt, limits};
    ASSERT_EQ(house.error(), "");
    house.outputs().setApp(to(receiver));
    for (int area = 1; area <= 9; ++area) {
        house.record("alarm", {{"area", area}});
    }
    ASSERT_TRUE(waitUntil([&] { return house.state(kDestination).dropped == 4; }));
    receiver.setStatus(200);
    ASSERT_TRUE(waitUntil([&] { return receiver.bodies().size() >= 6; }));
    EXPECT_EQ(areas(receiver), (std::vector{1, -4, 6, 7, 8, 9}));
}

TEST(HttpDelivery, AMessageThatIsRefusedHoldsUpNoOther) {
    const TemporaryFolder folder;
    JsonReceiver receiver;
    receiver.refuse("alarm_end");
    House house{folder.path()};
    ASSERT_EQ(house.error(), "");
    house.outputs().setApp(to(receiver));
    house.record("alarm_end", {{"area", 1}});
    house.record("alarm", {{"area", 2}});
    ASSERT_TRUE(waitUntil([&] { return receiver.bodies().size() >= 2; }));
    EXPECT_EQ(areas(receiver), (std::vector{-1, 2}));
    EXPECT_EQ(receiver.requests(), 3 + 2) << "tried three times";
}

TEST(HttpDelivery, ANewAddressTakesOverWhatWaitedForTheOldOne) {
    const TemporaryFolder folder;
    JsonReceiver old;
    old.setStatus(404);
    JsonReceiver receiver;
    House house{folder.path()};
    ASSERT_EQ(house.error(), "");
    house.outputs().setApp(to(old));
    house.record("alarm", {{"area", 1}});
    ASSERT_TRUE(waitUntil([&] { return house.state(kDestination).failures > 0; }));
    EXPECT_NE(house.state(kDestination).reason.find("404"), std::string::npos);
    house.outputs().setApp(to(receiver));
    ASSERT_TRUE(waitUntil([&] { return receiver.bodies().size() == 1; }));
    house.outputs().removeApp("gate", "occupancy");
    house.outputs().forgetOthers();
    const auto states = house.store().run([](Tables& tables) { return tables.outbox.states(); });
    EXPECT_TRUE(states->empty());
}

TEST(HttpDelivery, WhatWaitedBeforeARestartGoesOutAfterIt) {
    const TemporaryFolder folder;
    JsonReceiver receiver;
    receiver.setStatus(503);
    for (int area = 1; area <= 3; ++area) {
        House house{folder.path()};
        ASSERT_EQ(house.error(), "");
        house.outputs().setApp(to(receiver));
        house.record("alarm", {{"area", area}});
    }
    receiver.setStatus(200);
    House house{folder.path()};
    house.outputs().setApp(to(receiver));
    ASSERT_TRUE(waitUntil([&] { return receiver.bodies().size() >= 3; }));
    EXPECT_EQ(areas(receiver), (std::vector{1, 2, 3}));
    EXPECT_EQ(receiver.bodies()[2]["sequence"], 3);
}

}  // namespace
}  // namespace ocellus::test
