// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "outputs/directory.h"
#include "outputs/home_assistant/discovery.h"
#include "outputs/http/alarm_template.h"
#include "outputs/http/http_alarm_output.h"
#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {
namespace {

using nlohmann::json;

AppDestinations sampleApp() {
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    app.mac = "aabbccddeeff";
    app.channel = 2;
    app.tcpAlarms = {{"127.0.0.1", 1818}, {"127.0.0.1", 1819}};
    app.httpAlarms.resize(1);
    return app;
}

Event sampleAlarm(const std::string& type, json fields) {
    return {"11111111-2222-4333-8444-555555555555",
            1,
            WallTime{std::chrono::seconds{1'800'000'000}},
            "gate",
            "occupancy",
            type,
            std::move(fields)};
}

// OCC-59 and the open format of TCP alarm notification.
TEST(AlarmLine, IsOneJsonObjectALine) {
    const std::string line = alarmLine(
        sampleAlarm("alarm",
                    {{"state", "repeat"}, {"area", 3}, {"name", "Till\n"}, {"count", 6}, {"threshold", 5}}),
        sampleApp());
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_EQ(json::parse(line), (json{{"v", 1},
                                       {"id", "11111111-2222-4333-8444-555555555555"},
                                       {"time", "2027-01-15T08:00:00.000Z"},
                                       {"device", "aabbccddeeff"},
                                       {"channel", 2},
                                       {"message_id", 100},
                                       {"area", 3},
                                       {"name", "Till\n"},
                                       {"count", 6},
                                       {"threshold", 5},
                                       {"state", "repeat"}}));
    EXPECT_EQ(json::parse(alarmLine(sampleAlarm("alarm_end", {{"area", 1}}), sampleApp()))["state"], "end");
}

TEST(AlarmLine, OnlyTheRightWordConfirms) {
    EXPECT_TRUE(acknowledges(R"({"ack": "a"})", "a"));
    for (const char* wrong : {"", "a", "{}", R"({"ack": "b"})", R"({"ack": 1})", R"(["a"])"}) {
        EXPECT_FALSE(acknowledges(wrong, "a")) << wrong;
    }
}

TEST(AlarmLine, AreasOneToFourHaveTheManualsIds) {
    EXPECT_EQ(messageIdOf(1), 98);
    EXPECT_EQ(messageIdOf(4), 101);
    for (const json& wrong : {json(0), json(5), json(nullptr), json("1"), json(-1)}) {
        EXPECT_EQ(messageIdOf(wrong), 0) << wrong;
    }
}

Event alarmIn(int area, const std::string& name) {
    return sampleAlarm("alarm",
                       {{"state", "start"}, {"area", area}, {"name", name}, {"count", 6}, {"threshold", 5}});
}

// %alrmsrc2 is the alarm's id as two hex digits; the other spellings are known too.
TEST(AlarmTemplate, MarksAreFilled) {
    const auto filled = [](const char* text, int area) {
        return filledAlarmTemplate(text, alarmIn(area, "Till"), TemplateText::Address);
    };
    EXPECT_EQ(filled("http://nvr/alarm?id=%alrmsrc2&again=%alrmsrc2", 1), "http://nvr/alarm?id=62&again=62");
    EXPECT_EQ(filled("http://nvr/%alarmsrc2/%almsrc2", 4), "http://nvr/65/65");
    EXPECT_EQ(filled("http://nvr/plain%20text?{other}&{", 1), "http://nvr/plain%20text?{other}&{");
    EXPECT_EQ(filled("http://nvr/{camera}/{area}?{state}&{count}&{threshold}", 2),
              "http://nvr/gate/2?start&6&5");
    EXPECT_EQ(filled("{time} {id}", 2), "2027-01-15T08%3A00%3A00.000Z 11111111-2222-4333-8444-555555555555");
}

TEST(AlarmTemplate, WhatAValueHoldsIsDataWhereverItStands) {
    const Event alarm = alarmIn(1, "Ada's \"{id}\" & %alrmsrc2\n");
    EXPECT_EQ(filledAlarmTemplate("{name}", alarm, TemplateText::Address),
              "Ada%27s%20%22%7Bid%7D%22%20%26%20%25alrmsrc2%0A");
    const std::string body = filledAlarmTemplate(R"({"zone": "{name}"})", alarm, TemplateText::Body);
    EXPECT_EQ(json::parse(body)["zone"], alarm.fields["name"]);
}

TEST(HttpAlarm, IsAQuestionOrWithABodyAPost) {
    HttpAlarmDestination to;
    to.url = "http://nvr/alarm?id=%alrmsrc2";
    EXPECT_EQ(httpAlarmRequest(to, alarmIn(1, "Till")).method, "GET");
    to.body = R"( {"count": {count}})";
    const HttpRequest posted = httpAlarmRequest(to, alarmIn(1, "Till"));
    EXPECT_EQ(posted.method, "POST");
    EXPECT_EQ(posted.url, "http://nvr/alarm?id=62");
    EXPECT_EQ(json::parse(posted.body)["count"], 6);
    EXPECT_EQ(posted.headers.find("Content-Type"), "application/json");
    to.body = "<alarm/>";
    EXPECT_EQ(httpAlarmRequest(to, alarmIn(1, "Till")).headers.find("Content-Type"), "application/xml");
    to.body = "alarm";
    EXPECT_EQ(httpAlarmRequest(to, alarmIn(1, "Till")).headers.find("Content-Type"),
              "text/plain; charset=utf-8");
}

TEST(AlarmRoutes, GoInTheOrderOfTheListAndOnlyForAlarms) {
    Directory directory{{}};
    directory.put(sampleApp());
    const auto routesOf = [&](const std::string& type) {
        std::vector<std::string> names;
        for (const Route& route :
             directory.routes("gate", "occupancy", type, [](Duration) { return true; })) {
            names.push_back(route.destination);
        }
        return names;
    };
    EXPECT_EQ(routesOf("alarm"),
              (std::vector<std::string>{"tcp-alarm/gate/occupancy/1", "tcp-alarm/gate/occupancy/2",
                                        "http-alarm/gate/occupancy/1"}));
    EXPECT_EQ(routesOf("alarm_end").size(), 2U) << "an end has no alarm id over HTTP";
    EXPECT_TRUE(routesOf("count").empty());
    AppDestinations quieter = sampleApp();
    quieter.tcpAlarms[0].enabled = false;
    quieter.httpAlarms[0].enabled = false;
    directory.put(quieter);
    EXPECT_EQ(routesOf("alarm"), std::vector<std::string>{"tcp-alarm/gate/occupancy/2"})
        << "one that is off keeps its place";
}

TEST(Discovery, DescribesEachZoneByOurOwnTopics) {
    const json description = discoveryOf({"gate", "Front gate", {"Till", "Ada's \\ desk"}});
    EXPECT_EQ(discoveryTopic("homeassistant", "gate"), "homeassistant/device/ocellus_gate/config");
    EXPECT_EQ(description["device"]["name"], "Front gate");
    const json& components = description["components"];
    ASSERT_EQ(components.size(), 3U + 2U * 3U);
    EXPECT_EQ(components["zone1_count"]["state_topic"], "ocellus/gate/occupancy/count");
    EXPECT_EQ(components["zone1_count"]["value_template"], "{{ value_json.counts['Till'] }}");
    EXPECT_EQ(components["zone2_count"]["value_template"], "{{ value_json.counts['Ada\\'s \\\\ desk'] }}")
        << "a name is data, not template";
    EXPECT_EQ(components["zone1_occupancy"]["device_class"], "occupancy");
    EXPECT_EQ(components["zone1_occupancy"]["state_topic"], "ocellus/gate/occupancy/count");
    EXPECT_NE(std::string(components["zone1_occupancy"]["value_template"]).find("count > 0"),
              std::string::npos)
        << "people in a zone are no alarm, and need none";
    EXPECT_EQ(components["zone1_alarm"]["device_class"], "problem");
    EXPECT_EQ(components["zone1_alarm"]["state_topic"], "ocellus/gate/occupancy/+") << "as the alarm begins";
    EXPECT_EQ(components["frame_rate"]["state_topic"], "ocellus/gate/frame_rate");
    EXPECT_EQ(components["connectivity"]["state_topic"], "ocellus/gate/status");
    std::set<std::string> ids;
    for (const auto& component : components) {
        ids.insert(component["unique_id"]);
    }
    EXPECT_EQ(ids.size(), components.size());
    EXPECT_EQ(discoveryOf({"gate", "Gate", {}})["components"].size(), 2U);
    const json second = discoveryOf({"gate", "Gate", {"", "Till"}})["components"];
    EXPECT_FALSE(second.contains("zone1_count")) << "that zone is off";
    EXPECT_TRUE(second.contains("zone2_count")) << "and the other keeps its number";
}

}  // namespace
}  // namespace ocellus
