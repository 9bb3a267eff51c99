// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemon/configuration/camera_settings.h"
#include "ingest/camera_finder.h"

namespace ocellus {

enum class FindProtocol { Http, Https };

// What the Find button sends: where a camera is, and what is known of it.
struct FindSettings {
    std::string address;
    int port = 0;
    FindProtocol protocol = FindProtocol::Http;
    std::string username;
    Secret password;
    TlsPolicy tls = TlsPolicy::Verify;
    std::string tlsPin;
    std::string vendor;
    int channel = 1;
    bool multiSensor = false;
    std::string camera;  // whose stored password "***" stands for
};

template <>
struct EnumerationNames<FindProtocol> {
    static constexpr std::array<std::pair<FindProtocol, std::string_view>, 2> kNames{
        {{FindProtocol::Http, "http"}, {FindProtocol::Https, "https"}}};
};

[[nodiscard]] const SettingsSchema<FindSettings>& findSchema();
[[nodiscard]] FindRequest findRequest(const FindSettings& settings);

}  // namespace ocellus
