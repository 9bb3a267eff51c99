// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "events/onvif_event.h"
#include "outputs/http/http_output.h"
#include "outputs/manual_body.h"
#include "outputs/mqtt/broker_settings.h"
#include "outputs/mqtt/mqtt_output.h"
#include "outputs/mqtt/onvif_json.h"

namespace ocellus {
namespace {

using nlohmann::json;

AppDestinations sampleApp() {
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    app.mac = "aabbccddeeff";
    app.channel = 2;
    app.http.resize(1);
    app.http[0].url = "http://127.0.0.1:9100/AIOccupancyDetectionApp";
    app.http[0].username = "ada";
    app.mqtt.topic = "i-PRO/{camera}/App/{camera}";
    app.mqtt.qos = 2;
    app.mqtt.retain = true;
    return app;
}

OutboxMessage sampleMessage(const std::string& type, const std::string& form, json fields) {
    OutboxMessage message;
    message.number = 1;
    message.form = form;
    message.event = {"11111111-2222-4333-8444-555555555555",
                     7,
                     WallTime{std::chrono::seconds{1'800'000'000}},
                     "gate",
                     "occupancy",
                     type,
                     std::move(fields)};
    return message;
}

json countFields() {
    return {{"counts", {{"Till", 1}, {"Door", nullptr}}},
            {"objects", 3},
            {"object", "human"},
            {"zones",
             {{{"area", 1}, {"name", "Till"}, {"count", 1}, {"alarm", true}, {"timer", 2.5}},
              {{"area", 4}, {"name", "Door"}, {"count", nullptr}, {"alarm", false}, {"timer", 0}}}}};
}

// The keys that existing subscribers read, and ours beside them (OCC-38).
TEST(ManualBody, CountsStandAsTextsUnderTheManualsKeys) {
    EXPECT_EQ(manualBody(sampleMessage("count", kManualForm, countFields()).event, sampleApp()),
              (json{{"CameraMACaddress", "aabbccddeeff"},
                    {"Time", "20270115080000"},
                    {"Channel", "2"},
                    {"schema", "occ/1"},
                    {"id", "11111111-2222-4333-8444-555555555555"},
                    {"ALL_Current", "3"},
                    {"Object", "human"},
                    {"Area1_Current", "1"},
                    {"Area1_Name", "Till"},
                    {"Area1_Alarm", "1"},
                    {"Area1_Timer", "2.5"},
                    {"Area2_Current", "0"},
                    {"Area3_Current", "0"},
                    {"Area4_Current", nullptr},
                    {"Area4_Name", "Door"},
                    {"Area4_Alarm", "0"},
                    {"Area4_Timer", "0.0"}}));
}

// OCC-59: zones 1 to 4 are 98 to 101.
TEST(ManualBody, AnAlarmNamesItsAreaAndMessageId) {
    json fields = {{"state", "start"}, {"area", 4},      {"name", "Door"},
                   {"count", 6},       {"threshold", 5}, {"duration", 233.999999}};
    fields.update(countFields());
    fields["zones"][1]["count"] = 6;
    const json body = manualBody(sampleMessage("alarm", kManualForm, fields).event, sampleApp());
    EXPECT_EQ(body["Event"], "Alarm");
    EXPECT_EQ(body["AlarmArea"], "4");
    EXPECT_EQ(body["MessageID"], "101");
    EXPECT_EQ(body["Count"], "6");
    EXPECT_EQ(body["Threshold"], "5");
    EXPECT_EQ(body["Duration"], "234.0");
    EXPECT_EQ(body["Area4_Current"], "6");
    EXPECT_EQ(body["Area1_Current"], "1") << "the other areas at that moment are told too";
    EXPECT_EQ(body["ALL_Current"], "3");
    EXPECT_EQ(body["Object"], "human");
}

// A receiver that asked for counts alone reads no envelopes.
TEST(ManualBody, WordOfAGapComesInTheFormThatTheReceiverKnows) {
    AppDestinations app = sampleApp();
    const OutboxMessage gap = sampleMessage("gap", kEventForm, {{"missing", 3}});
    EXPECT_EQ(json::parse(httpRequest(gap, app, 0).body)["Missing"], "3");
    app.http[0].alarms = true;
    EXPECT_EQ(json::parse(httpRequest(gap, app, 0).body)["missing"], 3);
}

TEST(ManualBody, FieldsThatAreMissingOrOddMakeNulls) {
    for (const json& fields :
         {json::object(), json{{"zones", 5}}, json{{"zones", {1, json{{"area", "x"}}}}}}) {
        const json body = manualBody(sampleMessage("count", kManualForm, fields).event, sampleApp());
        EXPECT_TRUE(body["ALL_Current"].is_null());
        EXPECT_EQ(body.size(), 11U) << body;
    }
}

TEST(HttpRequest, CarriesTheManualsBodyForCountsAndOurEnvelopeForAlarms) {
    const HttpRequest count = httpRequest(sampleMessage("count", kManualForm, countFields()), sampleApp(), 0);
    EXPECT_EQ(count.method, "POST");
    EXPECT_EQ(count.url, "http://127.0.0.1:9100/AIOccupancyDetectionApp");
    EXPECT_EQ(count.headers.find("content-type"), "application/json");
    EXPECT_EQ(count.username, "ada");
    EXPECT_EQ(json::parse(count.body)["ALL_Current"], "3");
    const HttpRequest alarm = httpRequest(sampleMessage("alarm", kEventForm, {{"area", 1}}), sampleApp(), 0);
    EXPECT_EQ(json::parse(alarm.body), toJson(sampleMessage("alarm", kEventForm, {{"area", 1}}).event));
}

TEST(HttpAnswer, SaysWhatBecameOfTheMessage) {
    using Outcome = DeliveryReport::Outcome;

    struct Case {
        int status;
        Outcome outcome;
    };

    for (const Case& one :
         {Case{200, Outcome::Delivered}, Case{204, Outcome::Delivered}, Case{301, Outcome::Retry},
          Case{400, Outcome::Refused}, Case{401, Outcome::Retry}, Case{403, Outcome::Retry},
          Case{404, Outcome::Retry}, Case{408, Outcome::Retry}, Case{409, Outcome::Refused},
          Case{413, Outcome::Refused}, Case{422, Outcome::Refused}, Case{429, Outcome::Retry},
          Case{500, Outcome::Retry}, Case{503, Outcome::Retry}}) {
        HttpAnswer answer;
        answer.head.status = one.status;
        answer.head.fields.add("Retry-After", "12");
        const DeliveryReport report = readAnswer(answer, "http://ada:secret@127.0.0.1/x?token=secret");
        EXPECT_EQ(report.outcome, one.outcome) << one.status;
        if (one.outcome != Outcome::Delivered) {
            EXPECT_NE(report.reason.message.find(std::to_string(one.status)), std::string::npos);
            EXPECT_EQ(report.reason.text().find("secret"), std::string::npos) << report.reason.text();
            EXPECT_FALSE(report.reason.remedy.empty());
            EXPECT_EQ(report.retryAfter, Duration{std::chrono::seconds{12}});
        }
    }
    const DeliveryReport none = readAnswer(failure(Error::Kind::Timeout, "no answer"), "http://127.0.0.1/");
    EXPECT_EQ(none.outcome, Outcome::Retry);
}

TEST(Publication, OurTopicsAndTheManuals) {
    const auto ours = publicationsOf(sampleMessage("alarm", kEventForm, {{"area", 1}}), std::nullopt);
    ASSERT_EQ(ours.size(), 1U);
    EXPECT_EQ(ours[0].topic, "ocellus/gate/occupancy/alarm");
    EXPECT_EQ(ours[0].qos, 1);
    EXPECT_FALSE(ours[0].retain);
    EXPECT_EQ(json::parse(ours[0].payload)["sequence"], 7);
    const auto manual = publicationsOf(sampleMessage("count", kManualForm, countFields()), sampleApp());
    ASSERT_EQ(manual.size(), 1U);
    EXPECT_EQ(manual[0].topic, "i-PRO/gate/App/gate");
    EXPECT_EQ(manual[0].qos, 2);
    EXPECT_TRUE(manual[0].retain);
    EXPECT_EQ(json::parse(manual[0].payload)["ALL_Current"], "3");
    EXPECT_TRUE(publicationsOf(sampleMessage("count", kManualForm, countFields()), std::nullopt).empty())
        << "the settings that asked for it are gone";
    OutboxMessage gap = sampleMessage("gap", kEventForm, json::object());
    gap.event.camera.clear();
    gap.event.app = "outbox";
    EXPECT_EQ(publicationsOf(gap, std::nullopt).at(0).topic, "ocellus/outbox/gap");
    EXPECT_EQ(cameraStatusTopic("gate"), "ocellus/gate/status");
}

AppDestinations appWithZones(std::vector<std::string> zones) {
    AppDestinations app = sampleApp();
    app.zones = std::move(zones);
    return app;
}

// ONVIF Profile M: events in JSON over MQTT.
TEST(SharedTopics, AreThoseOfCamerasThatPublishThere) {
    AppDestinations gate = sampleApp();
    gate.camera = "gate";
    gate.mqtt = {};
    gate.mqtt.counts = true;
    gate.mqtt.topic = "counts/{camera}";
    AppDestinations yard = gate;
    yard.camera = "yard";
    EXPECT_TRUE(sharedTopics({gate, yard}).empty()) << "{camera} tells them apart";
    yard.mqtt.topic = "counts/gate";
    const auto shared = sharedTopics({gate, yard});
    ASSERT_EQ(shared.size(), 1u);
    EXPECT_EQ(shared.begin()->first, "counts/gate");
    EXPECT_EQ(shared.begin()->second, (std::set<std::string>{"gate", "yard"}));
    yard.mqtt.counts = false;
    EXPECT_TRUE(sharedTopics({gate, yard}).empty()) << "what publishes nothing shares nothing";
    yard.mqtt.alarms = true;
    EXPECT_EQ(sharedTopics({gate, yard}).size(), 1u);
}

TEST(OnvifJson, TellsCountsByZoneAndWhetherAnybodyIsInside) {
    OutboxMessage message = sampleMessage("count", kOnvifForm, {{"counts", {{"Door", 0}, {"Till/1+#", 3}}}});
    const auto told = publicationsOf(message, appWithZones({"Door", "Till/1+#"}));
    ASSERT_EQ(told.size(), 4U);
    const std::string source = "/&VideoSource_" + std::to_string(sampleApp().channel) + "/occupancy/";
    EXPECT_EQ(told[0].topic,
              "ocellus/gate/onvif-ej/RuleEngine/FieldDetector/ObjectsInside" + source + "Door");
    EXPECT_TRUE(told[0].retain) << "a property";
    EXPECT_EQ(json::parse(told[0].payload)["Data"]["IsInside"], false);
    EXPECT_EQ(told[1].topic, "ocellus/gate/onvif-ej/RuleEngine/CountAggregation/Counter" + source + "Door");
    EXPECT_FALSE(told[1].retain);
    const json payload = json::parse(told[1].payload);
    EXPECT_EQ(payload["Data"], (json{{"Count", 0}}));
    EXPECT_EQ(payload["Source"]["Rule"], "Door");
    EXPECT_EQ(payload["UtcTime"], toIso8601(message.event.time));
    EXPECT_TRUE(told[2].topic.ends_with("/Till1")) << "a name makes no levels and no wildcards";
    EXPECT_EQ(json::parse(told[2].payload)["Data"]["IsInside"], true);
    EXPECT_EQ(json::parse(told[2].payload)["Source"]["Rule"], "Till/1+#");
}

TEST(OnvifJson, NoDataIsNotZero) {
    const auto told = publicationsOf(sampleMessage("count", kOnvifForm, {{"counts", {{"Door", nullptr}}}}),
                                     appWithZones({"Door"}));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(told[0].retain);
    EXPECT_EQ(told[0].payload, "") << "takes the property off the broker";
}

TEST(OnvifJson, AnAlarmIsAPropertyThatEnds) {
    const AppDestinations app = appWithZones({"Till"});
    const json fields = {{"state", "start"}, {"name", "Till"}, {"count", 6}, {"threshold", 5}};
    const auto began = publicationsOf(sampleMessage("alarm", kOnvifForm, fields), app);
    const auto ended = publicationsOf(sampleMessage("alarm_end", kOnvifForm, {{"name", "Till"}}), app);
    ASSERT_EQ(began.size(), 1U);
    ASSERT_EQ(ended.size(), 1U);
    EXPECT_EQ(began[0].topic, ended[0].topic);
    EXPECT_NE(began[0].topic.find("/onvif-ej/RuleEngine/CountAggregation/ocellus:OccupancyAlarm/&"),
              std::string::npos);
    EXPECT_EQ(json::parse(began[0].payload)["Data"], (json{{"State", true}, {"Count", 6}, {"Threshold", 5}}));
    EXPECT_EQ(json::parse(ended[0].payload)["Data"], (json{{"State", false}}));
    EXPECT_TRUE(ended[0].retain);
}

TEST(OnvifJson, WhatWaitedForAZoneThatIsNoMoreSaysNothing) {
    const OutboxMessage message = sampleMessage("alarm", kOnvifForm, {{"name", "Till"}, {"count", 6}});
    EXPECT_TRUE(publicationsOf(message, appWithZones({"Door"})).empty());
    EXPECT_TRUE(publicationsOf(message, std::nullopt).empty()) << "nor of an app";
}

TEST(OnvifJson, AnAppThatBeginsIsInNoAlarm) {
    const auto told = publicationsOf(
        sampleMessage(std::string(kAppBegins), kOnvifForm, {{"zones", {"Till"}}}), appWithZones({"Till"}));
    std::set<std::string> topics;
    for (const Publication& one : told) {
        topics.insert(one.topic);
        EXPECT_TRUE(one.retain);
        EXPECT_EQ(one.payload.empty(), one.topic.find("ObjectsInside") != std::string::npos) << one.topic;
        EXPECT_TRUE(one.payload.empty() || json::parse(one.payload)["Data"] == (json{{"State", false}}));
    }
    EXPECT_EQ(topics, onvifProperties(appWithZones({"Till"}))) << "all that is ever retained";
}

TEST(BrokerUrl, IsTakenApart) {
    const auto plain = brokerFromUrl("mqtt://127.0.0.1:1884").value();
    EXPECT_EQ(plain.host, "127.0.0.1");
    EXPECT_EQ(plain.port, 1884);
    EXPECT_FALSE(plain.tls);
    const auto secure = brokerFromUrl("mqtts://broker.example/").value();
    EXPECT_EQ(secure.port, 8883);
    EXPECT_TRUE(secure.tls);
    EXPECT_EQ(brokerFromUrl("mqtt://[::1]:99").value().host, "::1");
    EXPECT_EQ(brokerFromUrl("mqtt://[::1]").value().port, 1883);
    for (const char* wrong : {"", "mqtt://", "127.0.0.1", "http://a", "mqtt://a:0", "mqtt://a:65536",
                              "mqtt://a:1x", "mqtt://a/b", "mqtt://ada:hidden@a:1883"}) {
        const auto url = brokerFromUrl(wrong);
        ASSERT_FALSE(url) << wrong;
        EXPECT_NE(url.error().message.find("mqtt.url"), std::string::npos);
        EXPECT_EQ(url.error().text().find("hidden"), std::string::npos);
    }
}

}  // namespace
}  // namespace ocellus
