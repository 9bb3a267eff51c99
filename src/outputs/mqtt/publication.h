// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace ocellus {

// One MQTT message.
struct Publication {
    std::string topic;
    std::string payload;
    int qos = 1;
    bool retain = false;
};

}  // namespace ocellus
