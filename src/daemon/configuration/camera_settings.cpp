// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/camera_settings.h"

#include <algorithm>

#include "base/identifier.h"
#include "base/text.h"
#include "geometry/polygon_setting.h"
#include "net/url.h"

namespace ocellus {
namespace {

constexpr std::string_view kFile = "file:";

Result<void> refuse(std::string key, std::string message, std::string remedy) {
    Error error{Error::Kind::BadInput, message, remedy, {}};
    error.fields.push_back({std::move(key), std::move(message), std::move(remedy)});
    return tl::unexpected(std::move(error));
}

bool isHex(const std::string& text, std::size_t size) {
    return text.size() == size && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

// aa:bb:cc:dd:ee:ff and AA-BB-... mean the same.
std::string plainHex(const std::string& text) {
    std::string hex = toLower(text);
    hex.erase(std::remove_if(hex.begin(), hex.end(), [](char c) { return c == ':' || c == '-'; }), hex.end());
    return hex;
}

void completeCamera(CameraSettings& camera) {
    if (camera.name.empty()) {
        camera.name = camera.id;
    }
    camera.mac = plainHex(camera.mac);
    camera.tlsPin = plainHex(camera.tlsPin);
    const auto url = parseUrl(camera.source);
    if (url && !url->username.empty()) {
        camera.source = url->text();
        if (camera.username.empty()) {
            camera.username = url->username;
            camera.password = url->password;
        }
    }
}

Result<void> checkSource(const CameraSettings& camera) {
    if (camera.source.empty()) {
        return refuse("source", "is missing",
                      "give the camera's address, http://… or rtsp://…, or file:PATH");
    }
    if (camera.source.rfind(kFile, 0) == 0) {
        return camera.source.size() > kFile.size() ? Result<void>{}
                                                   : refuse("source", "names no file", "write file:PATH");
    }
    if (camera.source.find("://") == std::string::npos) {
        // Not repeated: it may hold a password in a form that nobody knows.
        return refuse("source", "is not an address",
                      "begin it with http://, https:// or rtsp://, or write file:PATH for a clip");
    }
    if (const auto url = parseUrl(camera.source); !url) {
        return refuse("source", url.error().message, url.error().remedy);
    }
    return {};
}

Result<void> checkCamera(const CameraSettings& camera) {
    if (!isCameraId(camera.id)) {
        return refuse("id", "\"" + camera.id.substr(0, 60) + "\" is not an id",
                      "use 1 to 40 of the letters a-z, digits and -");
    }
    if (!camera.unit.empty() && !isCameraId(camera.unit)) {
        return refuse("unit", "\"" + camera.unit.substr(0, 60) + "\" is not a name of a unit",
                      "use 1 to 40 of the letters a-z, digits and -");
    }
    if (!camera.mac.empty() && !isHex(camera.mac, 12)) {
        return refuse("mac", "\"" + camera.mac.substr(0, 60) + "\" is not a MAC address",
                      "write 12 hex digits: aabbccddeeff");
    }
    if (!camera.tlsPin.empty() && !isHex(camera.tlsPin, 64)) {
        return refuse("tls_pin", "is not a certificate's fingerprint", "write SHA-256 as 64 hex digits");
    }
    return checkSource(camera);
}

void addSource(SettingsSchema<CameraSettings>& schema, bool fromFiles) {
    schema
        .field("source", &CameraSettings::source,
               {.help = "Address of the camera's stream: http, https, rtsp, rtsps; or file:PATH of a clip. "
                        "{user} and "
                        "{password} in it stand for the two below, {channel} and {channel0} for the channel, "
                        "counted from 1 and from 0",
                .maximumLength = 2048,
                .requirements = {"RELAY-22", "RELAY-23", "RELAY-24", "RELAY-25"},
                .required = true})
        .field("mode", &CameraSettings::mode,
               {.help = "Over HTTP: mjpeg is a stream; jpeg fetches one picture after the other",
                .requirements = {"RELAY-90"}})
        .field("channel", &CameraSettings::channel,
               {.help = "Sensor of a multi-sensor camera",
                .minimum = 1,
                .maximum = 4,
                .requirements = {"RELAY-26", "X-10"}})
        .field("unit", &CameraSettings::unit,
               {.help =
                    "Short name of the multi-sensor camera whose sensor this is; cameras of one unit are its "
                    "channels. None for a camera of one sensor",
                .maximumLength = 40,
                .requirements = {"X-10"}})
        .field("username", &CameraSettings::username,
               {.help = "User at the camera", .maximumLength = 128, .requirements = {"RELAY-20"}});
    addCredential(schema, fromFiles, "RELAY-21");
    schema
        .field("tls", &CameraSettings::tls,
               {.help = "Which certificate of the camera is trusted: verify, one that an authority vouches "
                        "for; pin, "
                        "the first one seen and no other; accept, any; legacy, any, and old protocols too"})
        .field("tls_pin", &CameraSettings::tlsPin,
               {.help = "With pin: SHA-256 of the certificate in hex; the first one seen unless given",
                .maximumLength = 95});
}

}  // namespace

SettingsSchema<AppsSettings> appsSchema() {
    return SettingsSchema<AppsSettings>().object(
        "occupancy", &AppsSettings::occupancy, occupancy::occupancySchema(),
        {.help = "Counts objects in zones and raises alarms", .requirements = {"OCC-01"}});
}

SettingsSchema<CameraSettings> cameraSchema(bool fromFiles) {
    SettingsSchema<CameraSettings> schema;
    schema
        .field("id", &CameraSettings::id,
               {.help = "Short name in topics, metrics and paths: a-z, 0-9 and -; it cannot be changed later",
                .maximumLength = 40,
                .required = true})
        .field("name", &CameraSettings::name,
               {.help = "Name for people; the id unless given", .maximumLength = 80});
    addSource(schema, fromFiles);
    schema
        .field("analysis_fps", &CameraSettings::analysisFps,
               {.help =
                    "How many pictures a second are analysed at most; at least 1 where occupancy is to raise "
                    "alarms, since more than 2 s between pictures never add to a timer",
                .unit = "1/s",
                .minimum = 0.1,
                .maximum = 30})
        .field("motion_gate", &CameraSettings::motionGate,
               {.help = "Do not look for objects in pictures in which nothing changed"})
        .field("mac", &CameraSettings::mac,
               {.help = "MAC address that the manuals' messages carry; one made from the id unless given",
                .maximumLength = 17})
        .field("listen", &CameraSettings::listen,
               {.help = "A port of its own for the camera's CGIs, as address:port; none unless given",
                .maximumLength = 60})
        .field("ignore", &CameraSettings::ignore,
               {.help = "Up to 8 polygons in which nothing is tracked", .maximumLength = kMaximumIgnoreAreas})
        .object("apps", &CameraSettings::apps, appsSchema(), {.help = "What runs on the camera's pictures"})
        .complete(completeCamera)
        .check(checkCamera);
    return schema;
}

SourceSettings sourceSettings(const CameraSettings& camera) {
    SourceSettings source;
    source.cameraId = camera.id;
    source.url = camera.source;
    source.mode = camera.mode;
    source.channel = camera.channel;
    source.username = camera.username;
    source.password = camera.password;
    source.tls = camera.tls;
    source.pinnedCertificate = camera.tlsPin;
    source.picturesPerSecond = camera.analysisFps;
    return source;
}

Result<void> checkAmong(const CameraSettings& camera, const std::vector<CameraSettings>& others) {
    for (const CameraSettings& other : others) {
        if (other.id == camera.id) {
            continue;
        }
        if (!camera.unit.empty() && other.unit == camera.unit && other.channel == camera.channel) {
            return refuse("channel",
                          "channel " + std::to_string(camera.channel) + " of \"" + camera.unit +
                              "\" is camera \"" + other.id + "\"",
                          "choose another channel, or change that camera");
        }
        if (other.id == camera.unit || other.unit == camera.id) {
            return refuse(other.id == camera.unit ? "unit" : "id",
                          "\"" + (other.id == camera.unit ? camera.unit : camera.id) +
                              "\" names a camera and a unit at once",
                          "give one of them another name");
        }
    }
    return {};
}

std::string macOf(const CameraSettings& camera) {
    return camera.mac.empty() ? macFor(camera.id) : camera.mac;
}

}  // namespace ocellus
