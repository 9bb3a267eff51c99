// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace ocellus {

// The one envelope of everything that leaves an app (contract, "Events"). `fields` are the app's own, beside
// the envelope's keys on the wire and never among them. A value; thread-compatible.
struct Event {
    std::string id;              // UUID, kept on every redelivery
    std::uint64_t sequence = 0;  // per camera, app and type, from 1, without gaps, kept across restarts
    WallTime time;               // capture time of the picture
    std::string camera;          // empty for what concerns no camera (null on the wire)
    std::string app;
    std::string type;  // alarm, alarm_end, count, …
    nlohmann::json fields = nlohmann::json::object();
};

// The envelope's keys win over fields of the same name.
[[nodiscard]] nlohmann::json toJson(const Event& event);

// Reads an envelope; what is not the envelope's becomes fields. Time is kept to the millisecond.
[[nodiscard]] Result<Event> eventFromJson(const nlohmann::json& json);

// As text for the wire. Bytes that are no UTF-8 become U+FFFD instead of losing the event.
[[nodiscard]] std::string toText(const nlohmann::json& json);

}  // namespace ocellus
