// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/destination_settings.h"

#include <algorithm>

namespace ocellus::occupancy {
namespace {

bool isHostCharacter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '_' || c == '-';
}

Result<void> checkHttp(const HttpDestination& destination) {
    if (auto address = checkAddress(destination.address, destination.counts || destination.alarms);
        !address) {
        return address;
    }
    if (destination.path.find(' ') != std::string::npos) {
        return refuseSetting("path", "\"" + destination.path + "\" holds a blank", "write it as %20");
    }
    return {};
}

void completeHttp(HttpDestination& destination) {
    if (destination.path.empty() || destination.path.front() != '/') {
        destination.path.insert(destination.path.begin(), '/');
    }
}

Result<void> checkMqtt(const MqttSettings& mqtt) {
    const auto printable = [](char c) { return c >= 0x20 && c < 0x7f; };
    if (!std::all_of(mqtt.topic.begin(), mqtt.topic.end(), printable)) {
        return refuseSetting("topic", "\"" + mqtt.topic + "\" has letters of more than one byte",
                             "use letters, digits and signs of ASCII");
    }
    if (mqtt.topic.empty() && (mqtt.counts || mqtt.alarms)) {
        return refuseSetting("topic", "is missing", "give the topic to publish to");
    }
    return {};
}

}  // namespace

tl::unexpected<Error> refuseSetting(std::string path, std::string message, std::string remedy) {
    Error error{Error::Kind::BadInput, message, remedy, {}};
    error.fields.push_back({std::move(path), std::move(message), std::move(remedy)});
    return tl::unexpected(std::move(error));
}

Result<void> checkAddress(const std::string& address, bool needed) {
    if (!std::all_of(address.begin(), address.end(), isHostCharacter)) {
        return refuseSetting("address", "\"" + address + "\" is not a host name or IP address",
                             "letters, digits and . _ - are taken; the path goes into \"path\"");
    }
    if (address.empty() && needed) {
        return refuseSetting("address", "is missing", "give the host name or IP address of the receiver");
    }
    return {};
}

SettingsSchema<HttpDestination> httpDestinationSchema() {
    return SettingsSchema<HttpDestination>()
        .field("address", &HttpDestination::address,
               {.help = "Host name or IP address of the receiver",
                .maximumLength = 63,
                .requirements = {"OCC-31"}})
        .field("port", &HttpDestination::port, {.minimum = 1, .maximum = 65535, .requirements = {"OCC-34"}})
        .field("path", &HttpDestination::path,
               {.help = "Path to POST to",
                .maximumLength = 128,
                .forbidden = "\"&;",
                .requirements = {"OCC-32"}})
        .field("ssl", &HttpDestination::ssl, {.help = "HTTPS instead of HTTP", .requirements = {"OCC-33"}})
        .field(
            "certificate", &HttpDestination::certificate,
            {.help =
                 "verify: the receiver's certificate must be vouched for by an authority; accept: any will "
                 "do, and nobody can tell who receives"})
        .field("username", &HttpDestination::username,
               {.help = "For Basic or Digest, whichever the receiver asks for",
                .maximumLength = 63,
                .forbidden = "\"&:;¥\\",
                .requirements = {"OCC-35"}})
        .field("password", &HttpDestination::password,
               {.maximumLength = 63, .forbidden = "\"&", .requirements = {"OCC-36"}})
        .field("interval", &HttpDestination::interval,
               {.help = "How often counts are sent", .unit = "s", .requirements = {"OCC-37"}})
        .field("counts", &HttpDestination::counts, {.help = "Send counts", .requirements = {"OCC-30"}})
        .field("alarms", &HttpDestination::alarms,
               {.help = "Send alarms as they come, in the envelope of events"})
        .complete(completeHttp)
        .check(checkHttp);
}

SettingsSchema<MqttSettings> mqttSchema() {
    return SettingsSchema<MqttSettings>()
        .field("counts", &MqttSettings::counts, {.help = "Publish counts", .requirements = {"OCC-40"}})
        .field("alarms", &MqttSettings::alarms, {.help = "Publish alarms", .requirements = {"OCC-41"}})
        .field("topic", &MqttSettings::topic,
               {.help = "Topic to publish to; {camera} in it stands for the camera's id",
                .maximumLength = 128,
                .forbidden = "+#",
                .requirements = {"OCC-43"}})
        .field("qos", &MqttSettings::qos,
               {.help = "0 at most once, 1 at least once, 2 exactly once",
                .minimum = 0,
                .maximum = 2,
                .requirements = {"OCC-44"}})
        .field("retain", &MqttSettings::retain,
               {.help = "The broker keeps the last message for those who come later",
                .requirements = {"OCC-45"}})
        .field("interval", &MqttSettings::interval,
               {.help = "How often counts are published", .unit = "s", .requirements = {"OCC-46"}})
        .check(checkMqtt);
}

}  // namespace ocellus::occupancy
