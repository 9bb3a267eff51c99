// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/settings.h"
#include "daemon/configuration/credential.h"

namespace ocellus {

// PEM: paths of files in ocellus.yaml, the texts themselves where it is set in the UI.
struct BrokerTls {
    std::string ca;           // empty: the system's authorities
    std::string certificate;  // our own, with its key, where the broker asks for one
    std::string key;          // a path
    Secret keyText;           // the text
};

// The MQTT broker of the whole host (OCC-42). Off while `url` is empty.
struct BrokerConfiguration : Credential {
    std::string url;  // mqtt://host:port, or mqtts:// for TLS
    std::string username;
    std::string clientId;  // empty: one at random
    Duration keepAlive = fromSeconds(60);
    bool homeAssistant = false;
    std::string homeAssistantPrefix = "homeassistant";
    bool onvif = false;
    BrokerTls tls;
};

struct BrokerAddress {
    bool tls = false;
    std::string host;
    std::uint16_t port = 1883;
};

[[nodiscard]] Result<BrokerAddress> parseBrokerUrl(const std::string& url);

// `fromFiles`: with password_file and password_env, which only ocellus.yaml may use.
[[nodiscard]] SettingsSchema<BrokerConfiguration> brokerSchema(bool fromFiles);

}  // namespace ocellus
