// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "apps/occupancy/destination_settings.h"
#include "base/secret.h"
#include "base/settings.h"

namespace ocellus::occupancy {

// One receiver of TCP alarm notification (OCC-59), told in the order of the list.
struct TcpAlarmDestination {
    std::string address;
    int port = 1818;
    std::optional<int> retries = 2;  // nothing: for as long as the outbox keeps the alarm
    bool enabled = true;
};

// One receiver of HTTP alarm notification: an address to ask for, or to send a body to, with what the alarm
// says filled in.
struct HttpAlarmDestination {
    std::string url;
    std::string body;
    CertificateCheck certificate = CertificateCheck::Verify;
    std::string username;
    Secret password;
    bool enabled = true;
};

inline constexpr std::size_t kMaximumAlarmDestinations = 8;

[[nodiscard]] SettingsSchema<TcpAlarmDestination> tcpAlarmSchema();
[[nodiscard]] SettingsSchema<HttpAlarmDestination> httpAlarmSchema();

// Ports that TCP alarms may not go to are those of well-known services, as in the camera maker's manuals.
[[nodiscard]] bool isAlarmPort(int port);

}  // namespace ocellus::occupancy
