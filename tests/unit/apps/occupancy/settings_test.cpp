// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/settings.h"

#include <gmock/gmock.h>

namespace ocellus::occupancy {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

OccupancySettings read(const json& settings) {
    auto result = occupancySchema().read(settings);
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().front().text());
    return result ? *result : OccupancySettings{};
}

std::string firstError(const json& settings) {
    const auto result = occupancySchema().read(settings);
    return result ? "" : result.error().front().text();
}

// A text of `count` letters x.
std::string letters(std::size_t count) {
    return std::string(count, 'x');
}

TEST(OccupancySettings, HaveTheManualsDefaults) {
    const OccupancySettings settings = read(json::object());
    ASSERT_EQ(settings.zones.size(), 1u);
    EXPECT_EQ(settings.zones[0].name, "Area 1");
    EXPECT_EQ(settings.zones[0].polygon, Polygon{});
    EXPECT_EQ(settings.zones[0].threshold, 5);
    EXPECT_EQ(settings.zones[0].time, fromSeconds(10));
    EXPECT_EQ(occupancySchema().write(settings), json::parse(R"({
        "object": "human", "reference_point": "bottom", "reset_percent": 80, "pause_limit": 5,
        "repeat": "periodic", "alarm_deactivation": 5, "below_threshold": true, "alarm_notification": true,
        "thresholds": {"head": 30, "body": 25, "vehicle": 25, "bicycle": 25, "onsite-1": 50, "onsite-2": 50,
                       "onsite-3": 50, "onsite-4": 50, "onsite-5": 50},
        "black_and_white": {"enabled": true, "head": 30, "body": 25},
        "min_size": {"head": 38, "body": 38}, "limit_objects": false,
        "zones": [{"name": "Area 1", "enabled": true, "threshold": 5, "time": 10, "under_occupancy": null,
                   "polygon": [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]}],
        "http": [],
        "mqtt": {"counts": false, "alarms": false, "topic": "i-PRO/NetworkCamera/App/AIOccupancyDetectionApp",
                 "qos": 1, "retain": false, "interval": 300},
        "tcp_alarm": [], "http_alarm": [],
        "onvif_interval": 5, "csv": false, "frame_info": true, "learned_improvements": false})"));
}

TEST(OccupancySettings, AreReadBackAsTheyWereWritten) {
    const json given = json::parse(R"({
        "object": "bicycle", "reference_point": "center", "reset_percent": 100, "pause_limit": 0.5,
        "zones": [{"name": "Till", "polygon": [[0.1, 0.2], [0.9, 0.2], [0.9, 0.9]], "threshold": 1, "time": 0.1,
                   "under_occupancy": {"count": 3, "time": 30}},
                  {"enabled": false}],
        "http": [{"address": "10.0.0.1", "port": 80, "ssl": false, "interval": 3600, "counts": true}],
        "onvif_interval": 60, "mqtt": {"topic": "site/{camera}", "interval": 15}})");
    const json written = occupancySchema().write(read(given));
    EXPECT_EQ(occupancySchema().write(read(written)), written);
    EXPECT_EQ(written["zones"][0]["polygon"], given["zones"][0]["polygon"]);
    EXPECT_EQ(written["zones"][1]["name"], "Area 2");
    EXPECT_EQ(written["http"][0]["interval"], 3600);
    EXPECT_EQ(written["http"][0]["path"], "/AIOccupancyDetectionApp");
    EXPECT_EQ(written["onvif_interval"], 60);
}

TEST(OccupancySettings, NoZonesMayBeMeant) {
    EXPECT_THAT(read({{"zones", json::array()}}).zones, IsEmpty());
}

TEST(OccupancySettings, DescribeEachRequirementOfTheManual) {
    const std::string schema = toJsonSchema(occupancySchema().descriptors()).dump();
    for (const char* id :
         {"OCC-14", "OCC-15", "OCC-16", "OCC-17", "OCC-18", "OCC-19", "OCC-23", "OCC-30", "OCC-31",
          "OCC-32", "OCC-33", "OCC-34", "OCC-35", "OCC-36", "OCC-37", "OCC-40", "OCC-41", "OCC-43",
          "OCC-44", "OCC-45", "OCC-46", "OCC-51", "OCC-52", "OCC-55", "OCC-56", "OCC-57", "OCC-58",
          "OCC-59", "OCC-62", "OCC-63", "OCC-64", "OCC-65", "OCC-66", "OCC-67", "OCC-70", "OCC-71"}) {
        EXPECT_THAT(schema, HasSubstr("\"" + std::string(id) + "\""));
    }
}

struct Border {
    const char* settings;
    const char* error;  // empty: taken
};

class OccupancyBorders : public testing::TestWithParam<Border> {};

TEST_P(OccupancyBorders, AreKept) {
    EXPECT_EQ(firstError(json::parse(GetParam().settings)), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    All, OccupancyBorders,
    testing::Values(
        Border{R"({"zones": [{"threshold": 1, "time": 0.1}, {"threshold": 40, "time": 3600}]})", ""},
        Border{R"({"zones": [{"threshold": 0}]})", "zones/0/threshold: 0 is out of range (choose 1 to 40)"},
        Border{R"({"zones": [{}, {"threshold": 41}]})",
               "zones/1/threshold: 41 is out of range (choose 1 to 40)"},
        Border{R"({"zones": [{"time": 0.09}]})", "zones/0/time: 0.09 is out of range (choose 0.1 to 3600 s)"},
        Border{R"({"zones": [{"time": 3601}]})", "zones/0/time: 3601 is out of range (choose 0.1 to 3600 s)"},
        Border{R"({"zones": [{}, {}, {}, {}]})", ""},
        Border{R"({"zones": [{}, {}, {}, {}, {}]})", "zones: has 5 items (at most 4 are taken)"},
        Border{R"({"zones": [{"name": "12345678901234567890"}]})", ""},
        Border{R"({"zones": [{"name": "123456789012345678901"}]})",
               "zones/0/name: \"123456789012345678901\" has 21 characters (at most 20 are taken)"},
        Border{R"({"zones": [{"name": "A&B"}]})",
               "zones/0/name: \"A&B\" holds the character & (leave it out)"},
        Border{R"({"zones": [{"name": "Till"}, {}, {"name": "Till"}]})",
               "zones/2/name: \"Till\" is the name of zone 1 already (give each zone a name of its own)"},
        Border{R"({"zones": [{"name": "Area 2"}, {}]})",
               "zones/1/name: \"Area 2\" is the name of zone 1 already (give each zone a name of its own)"},
        Border{R"({"pause_limit": 0})", ""}, Border{R"({"pause_limit": 600})", ""},
        Border{R"({"pause_limit": 601})", "pause_limit: 601 is out of range (choose 0 to 600 s)"},
        Border{R"({"reset_percent": 75})",
               "reset_percent: \"75\" is not one of the choices (choose one of 50, 60, 70, 80, 90, 100)"},
        Border{R"({"alarm_deactivation": 4})", "alarm_deactivation: 4 is out of range (choose 5 to 600 s)"},
        Border{R"({"alarm_deactivation": 600})", ""},
        Border{R"({"thresholds": {"head": 1, "body": 99}})", ""},
        Border{R"({"thresholds": {"head": 0}})", "thresholds/head: 0 is out of range (choose 1 to 99)"},
        Border{R"({"black_and_white": {"body": 100}})",
               "black_and_white/body: 100 is out of range (choose 1 to 99)"},
        Border{R"({"min_size": {"head": 0, "body": 3840}})", ""},
        Border{R"({"min_size": {"head": -1}})", "min_size/head: -1 is out of range (choose 0 to 3840 px)"},
        Border{R"({"onvif_interval": 30})",
               "onvif_interval: \"30\" is not one of the choices (choose one of 5, 10, 15, 60)"},
        Border{
            R"({"object": "person"})",
            "object: \"person\" is not one of the choices (choose one of human, vehicle, bicycle, onsite-1, "
            "onsite-2, onsite-3, onsite-4, onsite-5)"},
        Border{R"({"treshold": 3})", "treshold: unknown key \"treshold\" (did you mean \"thresholds\"?)"}));

INSTANTIATE_TEST_SUITE_P(
    Http, OccupancyBorders,
    testing::Values(
        Border{R"({"http": [{}, {}, {}, {}]})", ""},
        Border{R"({"http": [{}, {}, {}, {}, {}]})", "http: has 5 items (at most 4 are taken)"},
        Border{R"({"http": [{"address": "a-b_c.example", "counts": true}]})", ""},
        Border{R"({"http": [{"counts": true}]})",
               "http/0/address: is missing (give the host name or IP address of the receiver)"},
        Border{
            R"({"http": [{"address": "http://x/"}]})",
            "http/0/address: \"http://x/\" is not a host name or IP address (letters, digits and . _ - are "
            "taken; the path goes into \"path\")"},
        Border{R"({"http": [{"path": "/a&b"}]})",
               "http/0/path: \"/a&b\" holds the character & (leave it out)"},
        Border{R"({"http": [{"path": "/a;b"}]})",
               "http/0/path: \"/a;b\" holds the character ; (leave it out)"},
        Border{R"({"http": [{"path": "/a b"}]})", "http/0/path: \"/a b\" holds a blank (write it as %20)"},
        Border{R"({"http": [{"path": "/a\r\nHost: b"}]})",
               "http/0/path: it holds a control character (leave out line breaks and tabs)"},
        Border{R"({"http": [{"username": "a:b"}]})",
               "http/0/username: \"a:b\" holds the character : (leave it out)"},
        Border{R"({"http": [{"username": "a\\b"}]})",
               "http/0/username: \"a\\b\" holds the character \\ (leave it out)"},
        Border{R"({"http": [{"username": "a¥b"}]})",
               "http/0/username: \"a¥b\" holds the character ¥ (leave it out)"},
        Border{R"({"http": [{"password": "a&b"}]})",
               "http/0/password: the text holds the character & (leave it out)"},
        Border{R"({"http": [{"password": "a:b;c"}]})", ""},
        Border{R"({"http": [{"port": 0}]})", "http/0/port: 0 is out of range (choose 1 to 65535)"},
        Border{R"({"http": [{"port": 65536}]})", "http/0/port: 65536 is out of range (choose 1 to 65535)"},
        Border{
            R"({"http": [{"interval": 20}]})",
            "http/0/interval: \"20\" is not one of the choices (choose one of 5, 10, 15, 60, 300, 600, 900, "
            "1800, 3600)"}));

INSTANTIATE_TEST_SUITE_P(Mqtt, OccupancyBorders,
                         testing::Values(Border{R"({"mqtt": {"qos": 2, "topic": "{camera}/counts"}})", ""},
                                         Border{R"({"mqtt": {"qos": 3}})",
                                                "mqtt/qos: 3 is out of range (choose 0 to 2)"},
                                         Border{R"({"mqtt": {"topic": "a/#"}})",
                                                "mqtt/topic: \"a/#\" holds the character # (leave it out)"},
                                         Border{R"({"mqtt": {"topic": "出口"}})",
                                                "mqtt/topic: \"出口\" has letters of more than one byte (use "
                                                "letters, digits and signs of ASCII)"},
                                         Border{R"({"mqtt": {"topic": "", "counts": true}})",
                                                "mqtt/topic: is missing (give the topic to publish to)"}));

INSTANTIATE_TEST_SUITE_P(
    Alarms, OccupancyBorders,
    testing::Values(
        Border{
            R"({"tcp_alarm": [{"address": "10.0.0.1"}, {"address": "nvr_1.local", "port": 65535, "retries": 30}]})",
            ""},
        Border{R"({"tcp_alarm": [{"enabled": false}], "http_alarm": [{"enabled": false}]})", ""},
        Border{R"({"tcp_alarm": [{}]})",
               "tcp_alarm/0/address: is missing (give the host name or IP address of the receiver)"},
        Border{R"({"tcp_alarm": [{"address": "a/b"}]})",
               "tcp_alarm/0/address: \"a/b\" is not a host name or IP address (letters, digits and . _ - are "
               "taken; the path goes into \"path\")"},
        Border{
            R"({"tcp_alarm": [{"address": "a", "port": 443}]})",
            "tcp_alarm/0/port: 443 belongs to another service (choose another, 1818 unless the receiver says "
            "otherwise)"},
        Border{R"({"tcp_alarm": [{"address": "a", "retries": 31}]})",
               "tcp_alarm/0/retries: 31 is out of range (choose 0 to 30)"},
        Border{R"({"tcp_alarm": [{"address": "a", "retries": null}]})", ""},
        Border{R"({"http_alarm": [{"url": "https://nvr/alarm?source=%alrmsrc2&x=%20y"}]})", ""},
        Border{R"({"http_alarm": [{}]})",
               "http_alarm/0/url: is missing (write http://host/path?alarm=%alrmsrc2; a blank is %20)"},
        Border{
            R"({"http_alarm": [{"url": "ftp://nvr/"}]})",
            "http_alarm/0/url: \"ftp://nvr/\" is not an address (write http://host/path?alarm=%alrmsrc2; a "
            "blank is %20)"},
        Border{R"({"http_alarm": [{"url": "http://nvr/a b"}]})",
               "http_alarm/0/url: \"http://nvr/a b\" is not an address (write "
               "http://host/path?alarm=%alrmsrc2; a blank is %20)"},
        Border{R"({"http_alarm": [{"url": "http://ada:secret@nvr/"}]})",
               "http_alarm/0/url: holds a user name or password (give them as keys of their own)"},
        Border{R"({"http_alarm": [{"url": "http://nvr/", "username": "a:b"}]})",
               "http_alarm/0/username: \"a:b\" holds the character : (leave it out)"}));

TEST(OccupancySettings, TakeEightReceiversOfAlarmsAndNoMore) {
    for (const char* list : {"tcp_alarm", "http_alarm"}) {
        json receivers = json::array();
        for (int i = 0; i < 8; ++i) {
            receivers.push_back({{"enabled", false}});
        }
        EXPECT_EQ(firstError({{list, receivers}}), "");
        receivers.push_back({{"enabled", false}});
        EXPECT_THAT(firstError({{list, receivers}}), HasSubstr("at most 8"));
    }
}

TEST(AlarmPort, WellKnownPortsAreNotTaken) {
    EXPECT_TRUE(isAlarmPort(1818));
    EXPECT_TRUE(isAlarmPort(65535));
    for (const int port : {0, 20, 80, 443, 10670, 65536, -1}) {
        EXPECT_FALSE(isAlarmPort(port)) << port;
    }
}

TEST(OccupancySettings, BoundTextsAsTheManualDoes) {
    const auto http = [](const std::string& key, std::size_t size) {
        return firstError({{"http", {{{key, letters(size)}}}}});
    };
    for (const auto& [key, limit] :
         {std::pair{"address", 63u}, {"path", 127u}, {"username", 63u}, {"password", 63u}}) {
        EXPECT_EQ(http(key, limit), "") << key;
    }
    for (const auto& [key, limit] :
         {std::pair{"address", 63u}, {"path", 128u}, {"username", 63u}, {"password", 63u}}) {
        EXPECT_THAT(http(key, limit + 1), HasSubstr("at most")) << key;
    }
    EXPECT_EQ(firstError({{"mqtt", {{"topic", letters(128)}}}}), "");
    EXPECT_THAT(firstError({{"mqtt", {{"topic", letters(129)}}}}), HasSubstr("at most 128"));
}

TEST(OccupancySettings, GiveAPathItsSlash) {
    EXPECT_EQ(read({{"http", {{{"path", "counts"}}}}}).http[0].path, "/counts");
    EXPECT_EQ(read({{"http", {{{"path", ""}}}}}).http[0].path, "/");
}

TEST(OccupancySettings, RefuseAPolygonThatCrossesItself) {
    const json bow = {{0.1, 0.1}, {0.9, 0.9}, {0.9, 0.1}, {0.1, 0.9}};
    EXPECT_THAT(firstError({{"zones", {{{"polygon", bow}}}}}), HasSubstr("zones/0/polygon: "));
}

TEST(OccupancySettings, NeverWriteThePassword) {
    const auto written = occupancySchema().write(read({{"http", {{{"password", "hunter2"}}}}}));
    EXPECT_THAT(written.dump(), Not(HasSubstr("hunter2")));
}

TEST(OccupancySettings, SayWhatIsKeptWithoutEffect) {
    EXPECT_THAT(unavailableSettings(OccupancySettings{}), IsEmpty());
    const auto notes = unavailableSettings(read({{"object", "onsite-3"}, {"learned_improvements", true}}));
    EXPECT_THAT(notes, ElementsAre(testing::Field(&SettingError::path, "object"),
                                   testing::Field(&SettingError::path, "learned_improvements")));
}

TEST(OccupancySettings, GiveEachZoneItsRule) {
    const OccupancySettings settings = read(json::parse(
        R"({"reset_percent": 50, "pause_limit": 1, "repeat": "continuous", "alarm_deactivation": 7,
            "below_threshold": false, "alarm_notification": false, "zones": [{"threshold": 3, "time": 2}]})"));
    const RuleSettings rule = ruleSettings(settings, settings.zones[0]);
    EXPECT_EQ(rule.threshold, 3);
    EXPECT_EQ(rule.time, fromSeconds(2));
    EXPECT_EQ(rule.resetCount(), 1);
    EXPECT_EQ(rule.pauseLimit, fromSeconds(1));
    EXPECT_EQ(rule.repeat, RepeatMode::Continuous);
    EXPECT_EQ(rule.alarmDeactivation, fromSeconds(7));
    EXPECT_FALSE(rule.belowThreshold);
    EXPECT_FALSE(rule.alarmNotification);
}

}  // namespace
}  // namespace ocellus::occupancy
