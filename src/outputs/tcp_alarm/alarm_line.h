// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "events/event.h"
#include "outputs/destinations.h"

namespace ocellus {

// TCP alarm notification in our open format: one JSON object a line, answered by {"ack": id}. The byte layout
// of the camera maker's own protocol is not public; one who knows it puts its encoder here.
//   v (1), id, time, device (MAC), channel, message_id (zone 1 is 98), area, name, count, threshold,
//   state (start, repeat, end)
[[nodiscard]] std::string alarmLine(const Event& event, const AppDestinations& app);

// Whether `line` confirms the event of that id.
[[nodiscard]] bool acknowledges(std::string_view line, const std::string& id);

// OCC-59: zones 1 to 4 have the message ids 98 to 101. 0 for anything else.
[[nodiscard]] int messageIdOf(const nlohmann::json& area);

}  // namespace ocellus
