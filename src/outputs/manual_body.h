// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "events/event.h"
#include "outputs/destinations.h"

namespace ocellus {

// The flat JSON that subscribers of the camera maker's occupancy app read: text values under the manual's
// keys (CameraMACaddress, Time, ALL_Current, Area1_Current …), and ours beside them. A count that is not
// known, because the camera is away, is null.
[[nodiscard]] nlohmann::json manualBody(const Event& event, const AppDestinations& app);

}  // namespace ocellus
