// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"

namespace ocellus {

// The broker that the whole host publishes to.
struct BrokerSettings {
    std::string host;
    int port = 1883;
    bool tls = false;
    std::string username;
    Secret password;
    std::string clientId;  // empty: one at random, new at each start
    Duration keepAlive = std::chrono::seconds{60};
    std::string authorities;  // file of CA certificates; empty: those of the system
    std::string certificate;  // our own, for brokers that ask for one
    std::string key;

    std::string discoveryPrefix;  // of Home Assistant's discovery ("homeassistant"); empty: off
    bool onvifEvents = false;     // counts and alarms in ONVIF's JSON too (onvif_json.h)

    // host:port, for messages.
    [[nodiscard]] std::string peer() const { return host + ":" + std::to_string(port); }
};

// Fills host, port and TLS from mqtt://host:1883 or mqtts://host:8883.
[[nodiscard]] Result<BrokerSettings> brokerFromUrl(std::string_view url);

}  // namespace ocellus
