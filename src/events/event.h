// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "base/time.h"

namespace ocellus {

// The one envelope of everything that leaves an app (contract, "Events"). `fields` are the app's own, beside
// the envelope's keys on the wire and never among them.
struct Event {
    std::string id;              // UUID, kept on every redelivery
    std::uint64_t sequence = 0;  // per camera, app and type, from 1, without gaps, kept across restarts
    WallTime time;               // capture time of the picture
    std::string camera;
    std::string app;
    std::string type;  // alarm, alarm_end, count, …
    nlohmann::json fields = nlohmann::json::object();
};

[[nodiscard]] nlohmann::json toJson(const Event& event);

}  // namespace ocellus
