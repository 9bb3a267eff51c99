// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/configuration.h"

#include <gmock/gmock.h>

namespace ocellus {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kFile = "/etc/ocellus/ocellus.yaml";

// The whole file of the public contract.
constexpr const char* kEverything = R"(
server: {http: "127.0.0.1:8080", https: "0.0.0.0:8443", rtsp: "0.0.0.0:8554"}
storage: {path: ./data}
mqtt: {url: "mqtt://127.0.0.1:1884", username: x, password: y, client_id: x, keep_alive: 60, tls: {ca: ca.pem}}
models: {detector: ocellus-s, input: fine}
cameras:
  - id: gate
    name: Front gate
    source: "http://127.0.0.1:9001/cgi-bin/mjpeg?stream=1&frame=5"
    mode: mjpeg
    channel: 2
    username: admin
    password: 0042
    tls: pin
    analysis_fps: 2.5
    motion_gate: false
    mac: "AA:BB:CC:DD:EE:FF"
    ignore: [[[0,0],[0.1,0],[0.1,1],[0,1]]]
    apps:
      occupancy:
        object: human
        reference_point: bottom
        reset_percent: 80
        pause_limit: 5
        repeat: periodic
        alarm_deactivation: 5
        below_threshold: true
        alarm_notification: true
        thresholds: {head: 30, body: 25, vehicle: 25, bicycle: 25}
        min_size: {head: 38, body: 38}
        zones:
          - {name: Till, polygon: [[0.1,0.2],[0.9,0.2],[0.9,0.9],[0.1,0.9]], threshold: 1, time: 3.0}
        http: [{address: 127.0.0.1, port: 9100, path: /AIOccupancyDetectionApp, ssl: false, username: u, password: p, interval: 5, counts: true, alarms: false}]
        mqtt: {counts: true, alarms: true, topic: "a/b", qos: 1, retain: false, interval: 300}
  - {id: yard, source: "rtsp://cam:secret@10.0.0.2/stream"}
  - {id: clip, source: "file:clips/a.avi", apps: {occupancy: }}
)";

Configuration read(const std::string& text) {
    const auto loaded = readConfiguration(text, kFile);
    EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : loaded.error().front().text());
    return loaded ? loaded->settings : Configuration{};
}

std::vector<std::string> errorsOf(const std::string& text) {
    std::vector<std::string> texts;
    if (const auto loaded = readConfiguration(text, "o.yaml"); !loaded) {
        for (const ConfigurationError& error : loaded.error()) {
            texts.push_back(error.text());
        }
    }
    return texts;
}

// A camera with one more line.
std::string camera(const std::string& line) {
    return "cameras:\n  - id: gate\n    source: \"http://c/\"\n    " + line + "\n";
}

TEST(Configuration, ReadsEverythingOfTheContract) {
    const Configuration settings = read(kEverything);
    EXPECT_EQ(settings.server.http, (Listener{"127.0.0.1", 8080}));
    EXPECT_EQ(settings.server.https->text(), "0.0.0.0:8443");
    EXPECT_EQ(settings.storage.path, "/etc/ocellus/data");
    EXPECT_EQ(settings.mqtt.password.reveal(), "y");
    EXPECT_EQ(settings.mqtt.tls.ca, "/etc/ocellus/ca.pem");
    EXPECT_EQ(settings.models.detector, "ocellus-s");
    EXPECT_EQ(settings.models.input, kInputFine);
    ASSERT_THAT(settings.cameras, SizeIs(3));
    const CameraSettings& gate = settings.cameras[0];
    EXPECT_EQ(gate.name, "Front gate");
    EXPECT_EQ(gate.password.reveal(), "0042") << "a password of digits stays as it was typed";
    EXPECT_EQ(gate.mac, "aabbccddeeff");
    EXPECT_THAT(gate.ignore, SizeIs(1));
    ASSERT_TRUE(gate.apps.occupancy.has_value());
    EXPECT_EQ(gate.apps.occupancy->zones.at(0).time, fromSeconds(3));
    EXPECT_EQ(gate.apps.occupancy->http.at(0).interval, occupancy::CountInterval::Seconds5);
    EXPECT_TRUE(gate.apps.occupancy->mqtt.alarms);
    EXPECT_EQ(settings.cameras[1].name, "yard");
    EXPECT_FALSE(settings.cameras[1].apps.occupancy.has_value());
    EXPECT_EQ(settings.cameras[2].source, "file:/etc/ocellus/clips/a.avi");
    ASSERT_TRUE(settings.cameras[2].apps.occupancy.has_value()) << "a bare key asks for the defaults";
    EXPECT_EQ(settings.cameras[2].apps.occupancy->zones.at(0).name, "Area 1");
}

TEST(Configuration, TellsASourceWhatItMustKnow) {
    const Configuration settings = read(kEverything);
    const SourceSettings gate = sourceSettings(settings.cameras[0]);
    EXPECT_EQ(gate.cameraId, "gate");
    EXPECT_EQ(gate.url, "http://127.0.0.1:9001/cgi-bin/mjpeg?stream=1&frame=5");
    EXPECT_EQ(gate.channel, 2);
    EXPECT_EQ(gate.username, "admin");
    EXPECT_EQ(gate.password.reveal(), "0042");
    EXPECT_EQ(gate.tls, TlsPolicy::Pin);
    EXPECT_DOUBLE_EQ(gate.picturesPerSecond, 2.5);
    const SourceSettings yard = sourceSettings(settings.cameras[1]);
    EXPECT_EQ(yard.url, "rtsp://10.0.0.2/stream") << "what stood in the address has moved";
    EXPECT_EQ(yard.username, "cam");
    EXPECT_EQ(yard.password.reveal(), "secret");
    EXPECT_EQ(macOf(settings.cameras[0]), "aabbccddeeff");
    EXPECT_THAT(macOf(settings.cameras[1]), SizeIs(12));
}

TEST(Configuration, AnEmptyFileIsOneWithoutCameras) {
    EXPECT_THAT(read("").cameras, IsEmpty());
    EXPECT_THAT(read("# nothing yet\n").cameras, IsEmpty());
}

TEST(Configuration, ComesBackFromYamlAsItWas) {
    const Configuration settings = read(kEverything);
    const std::string yaml = toYaml(settings);
    EXPECT_THAT(yaml, Not(HasSubstr("0042"))) << "secrets are left out";
    EXPECT_THAT(yaml, Not(HasSubstr("pause_limit"))) << "and so is what is at its default";
    Configuration again = read(yaml);
    EXPECT_TRUE(again.cameras.at(0).password.empty());
    EXPECT_EQ(toYaml(again), yaml);
    // But for secrets, nothing is lost.
    for (Configuration* each : {&again}) {
        each->mqtt.password = settings.mqtt.password;
        each->cameras[0].password = settings.cameras[0].password;
        each->cameras[1].password = settings.cameras[1].password;
        each->cameras[0].apps.occupancy->http[0].password =
            settings.cameras[0].apps.occupancy->http[0].password;
    }
    EXPECT_EQ(configurationSchema().write(again), configurationSchema().write(settings));
}

TEST(Configuration, FindsAllMistakesAndTheirLines) {
    EXPECT_THAT(
        errorsOf("servr: {}\n" +
                 camera("channel: 5\n    chanel: 1\n    apps: {occupancy: {zones: [{time: 0}]}}")),
        ElementsAre("o.yaml:1: servr: unknown key \"servr\" (did you mean \"server\"?)",
                    "o.yaml:5: cameras/0/channel: 5 is out of range (choose 1 to 4)",
                    "o.yaml:6: cameras/0/chanel: unknown key \"chanel\" (did you mean \"channel\"?)",
                    "o.yaml:7: cameras/0/apps/occupancy/zones/0/time: 0 is out of range (choose 0.1 to "
                    "3600 s)"));
}

struct Mistake {
    const char* text;
    const char* error;
};

class ConfigurationMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ConfigurationMistakes, AreToldWithPlaceAndRemedy) {
    EXPECT_THAT(errorsOf(GetParam().text), ElementsAre(HasSubstr(GetParam().error)));
}

INSTANTIATE_TEST_SUITE_P(
    All, ConfigurationMistakes,
    testing::Values(
        Mistake{"a: [1\n", "o.yaml:2:"}, Mistake{"- a\n- b\n", "o.yaml:1: must be a set of keys and values"},
        Mistake{"cameras: {}\n", "o.yaml:1: cameras: must be a list"},
        Mistake{"cameras:\n  - name: x\n    source: \"http://c/\"\n", "o.yaml:2: cameras/0/id: is missing"},
        Mistake{"cameras:\n  - id: x\n", "o.yaml:2: cameras/0/source: is missing"},
        Mistake{"cameras:\n  - id: Front Gate\n    source: \"http://c/\"\n",
                "o.yaml:2: cameras/0/id: \"Front Gate\" is not an id (use 1 to 40 of the letters a-z, digits "
                "and -)"},
        Mistake{"cameras:\n  - {id: a, source: \"http://c/\"}\n  - {id: a, source: \"http://d/\"}\n",
                "o.yaml:3: cameras/1/id: \"a\" is the id of camera 1 already (give each camera an id of its "
                "own)"},
        Mistake{"cameras:\n  - {id: a, source: clip.avi}\n",
                "o.yaml:2: cameras/0/source: is not an address (begin it with http://"},
        Mistake{"cameras:\n  - {id: a, source: \"ftp://c/\"}\n", "o.yaml:2: cameras/0/source: "},
        Mistake{"cameras:\n  - {id: a, source: \"file:\"}\n", "cameras/0/source: names no file"},
        Mistake{
            "server: {http: \"8080\"}\n",
            "o.yaml:1: server/http: \"8080\" is not an address to listen on (write an IP address and a port"},
        Mistake{"server: {http: \"host:8080\"}\n", "server/http: \"host:8080\" is not an address"},
        Mistake{"server: {http: \"0.0.0.0:70000\"}\n", "server/http: \"0.0.0.0:70000\" is not an address"},
        Mistake{"mqtt: {url: \"http://x\"}\n", "mqtt/url: \"http://x\" is not a broker's address"},
        Mistake{"mqtt: {url: \"mqtt://u:p@x\"}\n", "mqtt/url: \"mqtt://***@x\" holds a user"},
        Mistake{"mqtt: {tls: {key: a}}\n", "mqtt/tls/certificate: is missing"},
        Mistake{"mqtt: {password: a, password_env: B}\n", "mqtt: the password is given more than once"},
        Mistake{"models: {input: large}\n", "models/input: \"large\" is not a size"},
        Mistake{"storage: {event_days: 0}\n",
                "storage/event_days: 0 is out of range (choose 1 to 3660 days)"}));

TEST(Configuration, NamesTheWrongValueOfACamera) {
    EXPECT_THAT(errorsOf(camera("mac: xyz")), ElementsAre(HasSubstr("cameras/0/mac: \"xyz\" is not a MAC")));
    EXPECT_THAT(errorsOf(camera("tls_pin: abc")), ElementsAre(HasSubstr("o.yaml:4: cameras/0/tls_pin: ")));
    EXPECT_THAT(errorsOf(camera("tls: none")),
                ElementsAre(HasSubstr("choose one of verify, pin, accept, legacy")));
    EXPECT_THAT(errorsOf(camera("analysis_fps: 0")), ElementsAre(HasSubstr("choose 0.1 to 30 1/s")));
    EXPECT_THAT(errorsOf(camera("ignore: [[[0,0],[1,1],[1,0],[0,1]]]")),
                ElementsAre(HasSubstr("o.yaml:4: cameras/0/ignore: ")));
    EXPECT_THAT(errorsOf(camera("apps: {ocupancy: {}}")),
                ElementsAre(HasSubstr("did you mean \"occupancy\"?")));
    EXPECT_THAT(errorsOf(camera("apps: {occupancy: {zones: [{name: A}, {name: A}]}}")),
                ElementsAre(HasSubstr("zones/1/name: \"A\" is the name of zone 1 already")));
}

TEST(Configuration, NeverRepeatsAPasswordInAnError) {
    for (const auto& line : {"source: \"http://u:hunter2@c:99999/\"", "source: \"u:hunter2@c\""}) {
        const auto errors = errorsOf("cameras:\n  - {id: a, " + std::string(line) + "}\n");
        ASSERT_THAT(errors, SizeIs(1));
        EXPECT_THAT(errors[0], Not(HasSubstr("hunter2")));
    }
}

TEST(Configuration, WarnsOfWhatHasNoEffectYet) {
    const auto loaded = readConfiguration(camera("apps: {occupancy: {object: onsite-1}}"), kFile);
    ASSERT_TRUE(loaded.has_value());
    EXPECT_THAT(loaded->warnings, ElementsAre(HasSubstr("camera gate: occupancy/object: ")));
}

TEST(Configuration, KeepsFilesFromThoseWhoAddCamerasOverTheNetwork) {
    const auto camera =
        cameraSchema(false).read({{"id", "a"}, {"source", "http://c/"}, {"password_file", "/etc/shadow"}});
    ASSERT_FALSE(camera.has_value());
    EXPECT_THAT(camera.error().front().message, HasSubstr("unknown key"));
}

TEST(AppsFile, IsTheAppsPartWithOrWithoutItsKey) {
    for (const char* text :
         {"apps:\n  occupancy:\n    zones: [{threshold: 3}]\n", "occupancy:\n  zones: [{threshold: 3}]\n"}) {
        const auto apps = readApps(text, "apps.yaml");
        ASSERT_TRUE(apps.has_value()) << apps.error().front().text();
        EXPECT_EQ(apps->occupancy->zones.at(0).threshold, 3);
    }
}

TEST(AppsFile, SaysWhatIsWrong) {
    const auto errorOf = [](const char* text) {
        const auto apps = readApps(text, "apps.yaml");
        return apps ? "" : apps.error().front().text();
    };
    EXPECT_THAT(errorOf("cameras: []\n"), HasSubstr("apps.yaml:1: this is a whole configuration"));
    EXPECT_THAT(errorOf(""), HasSubstr("apps: is missing"));
    EXPECT_THAT(errorOf("apps:\n  occupancy:\n    repeat: never\n"),
                HasSubstr("apps.yaml:3: apps/occupancy/repeat: "));
    EXPECT_THAT(errorOf("occupancy:\n  repeat: never\n"), HasSubstr("apps.yaml:2: occupancy/repeat: "));
}

}  // namespace
}  // namespace ocellus
