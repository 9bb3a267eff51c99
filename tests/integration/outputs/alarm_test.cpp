// SPDX-License-Identifier: Apache-2.0
// TCP and HTTP alarm notification against receivers of the test's own (OCC-59).
#include <gtest/gtest.h>

#include "integration/outputs/alarm_receiver.h"
#include "integration/outputs/house.h"
#include "integration/outputs/json_receiver.h"
#include "outputs/trial.h"
#include "support/temporary_folder.h"
#include "support/wait_until.h"

namespace ocellus::test {
namespace {

AppDestinations gate() {
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    app.mac = "aabbccddeeff";
    return app;
}

std::vector<int> messageIds(const AlarmReceiver& receiver) {
    std::vector<int> ids;
    for (const auto& line : receiver.lines()) {
        ids.push_back(line.value("state", "") == "gap" ? -line["missing"].get<int>()
                                                       : line.value("message_id", 0));
    }
    return ids;
}

TEST(TcpAlarmDelivery, TellsEightReceiversEachInOrderWithTheManualsIds) {
    const TemporaryFolder folder;
    std::vector<AlarmReceiver> receivers(8);
    House house{folder.path()};
    ASSERT_EQ(house.error(), "");
    AppDestinations app = gate();
    for (const AlarmReceiver& receiver : receivers) {
        app.tcpAlarms.push_back({"127.0.0.1", receiver.port()});
    }
    house.outputs().setApp(app);
    for (int area = 1; area <= 4; ++area) {
        house.record("alarm", {{"state", "start"}, {"area", area}, {"name", "Till"}, {"count", 6}});
    }
    house.record("count", {{"objects", 3}});
    house.record("alarm_end", {{"area", 2}});
    for (const AlarmReceiver& receiver : receivers) {
        ASSERT_TRUE(waitUntil([&] { return receiver.lines().size() == 5; }));
        EXPECT_EQ(messageIds(receiver), (std::vector{98, 99, 100, 101, 99}));
        EXPECT_EQ(receiver.lines()[0]["name"], "Till");
        EXPECT_EQ(receiver.lines()[4]["state"], "end");
    }
}

TEST(TcpAlarmDelivery, AReceiverThatWasAwayGetsEverythingInOrderAndHoldsUpNoOther) {
    const TemporaryFolder folder;
    AlarmReceiver away;
    AlarmReceiver there;
    away.setMood(AlarmReceiver::Mood::HangsUp);
    House house{folder.path()};
    ASSERT_EQ(house.error(), "");
    AppDestinations app = gate();
    app.tcpAlarms = {{"127.0.0.1", away.port()}, {"127.0.0.1", there.port()}};
    house.outputs().setApp(app);
    for (const int area : {1, 2, 3}) {
        house.record("alarm", {{"area", area}});
    }
    ASSERT_TRUE(waitUntil([&] { return there.lines().size() == 3 && away.calls() >= 2; }));
    away.setMood(AlarmReceiver::Mood::Babbles);
    const int calls = away.calls();
    ASSERT_TRUE(waitUntil([&] { return away.calls() > calls; }));
    ASSERT_TRUE(waitUntil([&] {
        return house.state("tcp-alarm/gate/occupancy/1").reason.find("did not confirm") != std::string::npos;
    }));
    away.setMood(AlarmReceiver::Mood::Confirms);
    ASSERT_TRUE(waitUntil([&] { return away.lines().size() == 3; }));
    EXPECT_EQ(messageIds(away), (std::vector{98, 99, 100}));
}

TEST(TcpAlarmDelivery, WithRetriesAnAlarmIsGivenUpAndThatIsTold) {
    const TemporaryFolder folder;
    AlarmReceiver receiver;
    receiver.setMood(AlarmReceiver::Mood::HangsUp);
    House house{folder.path()};
    ASSERT_EQ(house.error(), "");
    AppDestinations app = gate();
    app.tcpAlarms = {{"127.0.0.1", receiver.port(), 1}};
    house.outputs().setApp(app);
    house.record("alarm", {{"area", 1}});
    ASSERT_TRUE(waitUntil([&] { return house.state("tcp-alarm/gate/occupancy/1").dropped == 1; }));
    EXPECT_GE(receiver.calls(), 2) << "once, and one retry";
    receiver.setMood(AlarmReceiver::Mood::Confirms);
    house.record("alarm", {{"area", 2}});
    ASSERT_TRUE(waitUntil([&] { return receiver.lines().size() >= 2; }));
    EXPECT_EQ(messageIds(receiver), (std::vector{-1, 99}));
}

TEST(HttpAlarmDelivery, AsksForTheAddressWithTheIdFilledIn) {
    const TemporaryFolder folder;
    std::mutex mutex;
    std::vector<std::string> asked;
    const ScriptedServer server{[&](ScriptedPeer& peer, int) {
        const std::string request = peer.readRequest();
        {
            const std::lock_guard lock{mutex};
            asked.push_back(request.substr(0, request.find(" HTTP/")));
        }
        peer.answer("200 OK", "", "");
    }};
    House house{folder.path()};
    ASSERT_EQ(house.error(), "");
    AppDestinations app = gate();
    app.httpAlarms.resize(1);
    app.httpAlarms[0].url = server.url("/alarm?id=%alrmsrc2");
    house.outputs().setApp(app);
    house.record("alarm", {{"area", 1}});
    house.record("alarm_end", {{"area", 1}});
    house.record("alarm", {{"area", 4}});
    ASSERT_TRUE(waitUntil([&] {
        const std::lock_guard lock{mutex};
        return asked.size() == 2;
    }));
    const std::lock_guard lock{mutex};
    EXPECT_EQ(asked, (std::vector<std::string>{"GET /alarm?id=62", "GET /alarm?id=65"}));
}

// The Test button.
class Trial : public ::testing::Test {
protected:
    SystemClock clock_;
};

TEST_F(Trial, SaysStatusTimeAndAnswerOfAnHttpReceiver) {
    std::string body;
    const ScriptedServer server{[&](ScriptedPeer& peer, int number) {
        const std::string request = peer.readRequest();
        body = request.substr(request.find("\r\n\r\n") + 4);
        peer.answer(number == 0 ? "201 Created" : "422 No", "", std::string(5000, 'x'));
    }};
    AppDestinations app = gate();
    app.http.resize(1);
    app.http[0].url = server.url("/counts");
    app.http[0].counts = true;
    const TrialReport good = tryHttp(app, 0, clock_);
    EXPECT_TRUE(good.ok);
    EXPECT_EQ(good.status, 201);
    EXPECT_EQ(good.answer, std::string(kShownAnswer, 'x'));
    EXPECT_GE(good.time, Duration::zero());
    const auto sent = nlohmann::json::parse(body);
    EXPECT_EQ(sent["Event"], "Test");
    EXPECT_TRUE(sent["ALL_Current"].is_null()) << "a test is no count";
    app.http[0].counts = false;
    app.http[0].alarms = true;
    const TrialReport bad = tryHttp(app, 0, clock_);
    EXPECT_FALSE(bad.ok);
    EXPECT_EQ(bad.status, 422);
    EXPECT_NE(bad.reason.message.find("422"), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(body)["type"], "test");
}

TEST_F(Trial, SendsATestLineToATcpReceiver) {
    AlarmReceiver receiver;
    AppDestinations app = gate();
    app.tcpAlarms = {{"127.0.0.1", receiver.port()}};
    const TrialReport good = tryTcpAlarm(app, 0, clock_);
    EXPECT_TRUE(good.ok) << good.reason.text();
    EXPECT_NE(good.answer.find("ack"), std::string::npos);
    ASSERT_EQ(receiver.lines().size(), 1U);
    EXPECT_EQ(receiver.lines()[0]["state"], "test");
    EXPECT_EQ(receiver.lines()[0]["message_id"], 0);
    receiver.setMood(AlarmReceiver::Mood::Babbles);
    EXPECT_NE(tryTcpAlarm(app, 0, clock_).reason.message.find("did not confirm"), std::string::npos);
}

TEST_F(Trial, AsksNoAddressThatIsOffLimits) {
    AppDestinations app = gate();
    app.tcpAlarms = {{"169.254.169.254", 1818}};
    app.http.resize(1);
    app.http[0].url = "http://169.254.169.254/latest/";
    app.httpAlarms.resize(1);
    app.httpAlarms[0].url = "http://[fe80::1]/";
    for (const TrialReport& report :
         {tryTcpAlarm(app, 0, clock_), tryHttp(app, 0, clock_), tryHttpAlarm(app, 0, clock_)}) {
        EXPECT_FALSE(report.ok);
        EXPECT_NE(report.reason.message.find("may be tried"), std::string::npos) << report.reason.text();
        EXPECT_FALSE(report.status);
    }
}

}  // namespace
}  // namespace ocellus::test
