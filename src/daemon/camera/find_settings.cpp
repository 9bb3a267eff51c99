// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/find_settings.h"

#include <algorithm>

#include "ingest/vendor_presets.h"

namespace ocellus {
namespace {

Result<void> checkVendor(const FindSettings& settings) {
    const auto known = vendors();
    if (settings.vendor.empty() || std::any_of(known.begin(), known.end(), [&](const Vendor& vendor) {
            return vendor.id == settings.vendor;
        })) {
        return {};
    }
    Error error{Error::Kind::BadInput, "there is no such maker", "GET /vendors lists them", {}};
    error.fields.push_back({"vendor", error.message, error.remedy});
    return tl::unexpected(std::move(error));
}

SettingsSchema<FindSettings> makeSchema() {
    SettingsSchema<FindSettings> schema;
    schema
        .field("address", &FindSettings::address,
               {.help = "The camera's IP address or host name", .maximumLength = 253, .required = true})
        .field("port", &FindSettings::port,
               {.help = "Port of its web page; 0: those that makers use", .minimum = 0, .maximum = 65535})
        .field("protocol", &FindSettings::protocol, {.help = "http, or https"})
        .field("username", &FindSettings::username, {.help = "User at the camera", .maximumLength = 128})
        .field("password", &FindSettings::password, {.help = "Its password", .maximumLength = 128})
        .field("tls", &FindSettings::tls, {.help = "Which certificate is trusted, as of a camera"})
        .field("tls_pin", &FindSettings::tlsPin, {.help = "As of a camera", .maximumLength = 95})
        .field("vendor", &FindSettings::vendor,
               {.help = "A maker of GET /vendors; all of them unless given", .maximumLength = 40})
        .field("channel", &FindSettings::channel,
               {.help = "Sensor of a multi-sensor camera", .minimum = 1, .maximum = 4})
        .field("multi_sensor", &FindSettings::multiSensor,
               {.help = "The camera has several sensors: they are named in the address"})
        .field("camera", &FindSettings::camera,
               {.help = "A camera whose stored password is meant by ***", .maximumLength = 40})
        .check(checkVendor);
    return schema;
}

}  // namespace

const SettingsSchema<FindSettings>& findSchema() {
    static const SettingsSchema<FindSettings> kSchema = makeSchema();
    return kSchema;
}

FindRequest findRequest(const FindSettings& settings) {
    FindRequest request;
    request.host = settings.address;
    request.port = static_cast<std::uint16_t>(settings.port);
    request.secure = settings.protocol == FindProtocol::Https;
    request.username = settings.username;
    request.password = settings.password;
    request.tls = {settings.tls, settings.tlsPin};
    request.vendor = settings.vendor;
    request.channel = settings.channel;
    request.multiSensor = settings.multiSensor || settings.channel > 1;
    return request;
}

}  // namespace ocellus
