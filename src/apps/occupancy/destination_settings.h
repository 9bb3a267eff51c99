// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/secret.h"
#include "base/settings.h"

namespace ocellus::occupancy {

// How often counts are sent, in seconds (OCC-37, OCC-46).
enum class CountInterval : std::uint16_t {
    Seconds5 = 5,
    Seconds10 = 10,
    Seconds15 = 15,
    Minutes1 = 60,
    Minutes5 = 300,
    Minutes10 = 600,
    Minutes15 = 900,
    Minutes30 = 1800,
    Minutes60 = 3600,
};

// Whether the receiver's certificate must be one that the authorities vouch for.
enum class CertificateCheck : std::uint8_t { Verify, Accept };

// One receiver of counts, and if wanted of alarms, by HTTP POST (OCC-30 to OCC-38).
struct HttpDestination {
    std::string address;
    int port = 443;
    std::string path = "/AIOccupancyDetectionApp";
    bool ssl = true;
    CertificateCheck certificate = CertificateCheck::Verify;
    std::string username;
    Secret password;
    CountInterval interval = CountInterval::Minutes5;
    bool counts = false;
    bool alarms = false;
};

// The manual's own MQTT messages, besides the topics that every app has (OCC-40 to OCC-46). The broker is the
// host's.
struct MqttSettings {
    bool counts = false;
    bool alarms = false;
    std::string topic = "i-PRO/NetworkCamera/App/AIOccupancyDetectionApp";
    int qos = 1;
    bool retain = false;
    CountInterval interval = CountInterval::Minutes5;
};

inline constexpr std::size_t kMaximumHttpDestinations = 4;

// OCC-31: a host name or IP address; it may be empty unless it is `needed`. The error names "address".
[[nodiscard]] Result<void> checkAddress(const std::string& address, bool needed);
// An error at one field.
[[nodiscard]] tl::unexpected<Error> refuseSetting(std::string path, std::string message, std::string remedy);

[[nodiscard]] SettingsSchema<HttpDestination> httpDestinationSchema();
[[nodiscard]] SettingsSchema<MqttSettings> mqttSchema();

[[nodiscard]] constexpr Duration toDuration(CountInterval interval) {
    return std::chrono::seconds{static_cast<int>(interval)};
}

}  // namespace ocellus::occupancy

namespace ocellus {

template <>
struct EnumerationNames<occupancy::CountInterval> {
    using enum occupancy::CountInterval;
    static constexpr std::array<std::pair<occupancy::CountInterval, std::string_view>, 9> kNames{
        {{Seconds5, "5"},
         {Seconds10, "10"},
         {Seconds15, "15"},
         {Minutes1, "60"},
         {Minutes5, "300"},
         {Minutes10, "600"},
         {Minutes15, "900"},
         {Minutes30, "1800"},
         {Minutes60, "3600"}}};
    static constexpr bool kAreNumbers = true;
};

template <>
struct EnumerationNames<occupancy::CertificateCheck> {
    using enum occupancy::CertificateCheck;
    static constexpr std::array<std::pair<occupancy::CertificateCheck, std::string_view>, 2> kNames{
        {{Verify, "verify"}, {Accept, "accept"}}};
};

}  // namespace ocellus
