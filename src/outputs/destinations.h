// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "base/time.h"
#include "net/tls_policy.h"

namespace ocellus {

// One receiver by HTTP POST. `counts` sends the manual's body once an interval, `alarms` our envelope of
// every other event.
struct HttpDestination {
    std::string url;
    std::string username;
    Secret password;
    TlsSettings tls;
    Duration interval = std::chrono::minutes{5};
    bool counts = false;
    bool alarms = false;
};

// The manual's own MQTT messages of one app on one camera, beside ours.
struct MqttTopic {
    bool counts = false;
    bool alarms = false;
    std::string topic;  // {camera} stands for the camera's id
    int qos = 1;
    bool retain = false;
    Duration interval = std::chrono::minutes{5};
};

// One receiver of TCP alarm notification (OCC-59), told in the order of the list. One that is not enabled
// keeps its place among the others.
struct TcpAlarmDestination {
    std::string host;
    int port = 1818;
    std::optional<int> retries{};  // nothing: for as long as the outbox keeps the alarm
    bool enabled = true;
};

// One receiver of HTTP alarm notification. Address and body are templates (http/alarm_template.h).
struct HttpAlarmDestination {
    std::string url;
    std::string body;  // empty: the address is asked for with GET
    std::string username;
    Secret password;
    TlsSettings tls;
    bool enabled = true;
};

// Where the events of one app on one camera go.
struct AppDestinations {
    std::string camera;
    std::string app;
    std::string mac;  // 12 lower-case hex digits, for the manual's payloads
    int channel = 1;
    std::vector<HttpDestination> http;
    MqttTopic mqtt;
    std::vector<std::string> zones;                    // that are on, by their names
    Duration onvifInterval = std::chrono::seconds{5};  // between two counts in ONVIF's form
    std::vector<TcpAlarmDestination> tcpAlarms;        // at most 8
    std::vector<HttpAlarmDestination> httpAlarms;      // at most 8
};

inline constexpr const char* kBrokerDestination = "mqtt";

// "http/<camera>/<app>/<number from 1>", likewise tcp-alarm and http-alarm: by place in the settings, so that
// a changed address takes over what waits for the old one.
[[nodiscard]] std::string httpDestinationName(const AppDestinations& app, std::size_t index);
[[nodiscard]] std::string tcpAlarmName(const AppDestinations& app, std::size_t index);
[[nodiscard]] std::string httpAlarmName(const AppDestinations& app, std::size_t index);
// All of an app that are enabled, but the broker.
[[nodiscard]] std::vector<std::string> destinationNames(const AppDestinations& app);

}  // namespace ocellus
