// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "events/event.h"
#include "gate/publishable.h"

namespace ocellus {

// Where an event goes, and in which of the destination's forms ("event", "count", …; outputs know them).
struct Route {
    std::string destination;
    std::string form;
};

// An event before storage gives it its id and sequence.
struct EventDraft {
    std::string camera;
    std::string app;
    std::string type;
    WallTime time;
    nlohmann::json fields = nlohmann::json::object();
    // Kept events are listed until their age ends; others (counts) go once every destination has them.
    bool kept = true;
    std::vector<Route> routes;
    std::optional<Publishable> picture;  // a JPEG; anything else is left out, and that is said
    // Called once on the storage thread when the event is safely stored; it must not wait.
    std::function<void(const Event&)> stored;
};

}  // namespace ocellus
