// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace ocellus {

// What Home Assistant is told of one camera.
struct DiscoveredCamera {
    std::string id;
    std::string name;                // for people
    std::vector<std::string> zones;  // of the occupancy app, by their places; empty: off
};

// Where the retained description of a camera goes: <prefix>/device/ocellus_<camera>/config, a device with all
// its entities in one message (Home Assistant 2024.11 and later).
[[nodiscard]] std::string discoveryTopic(const std::string& prefix, const std::string& camera);

// Where Home Assistant says "online" as it starts, to be told everything again.
[[nodiscard]] std::string homeAssistantStatusTopic(const std::string& prefix);

// The description: connectivity, frame rate, objects in the picture, and for each zone its count, whether
// anybody is in it, and its alarm. All of them read our own topics; they are unavailable while the camera or
// Ocellus is away.
[[nodiscard]] nlohmann::json discoveryOf(const DiscoveredCamera& camera);

}  // namespace ocellus
