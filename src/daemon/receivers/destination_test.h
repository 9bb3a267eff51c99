// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "daemon/configuration/camera_settings.h"

namespace ocellus {

// Tries one receiver of occupancy on a camera with settings that need not be stored, and says what it
// answered (docs/reference/api.md, "Test of a receiver"). `wanted`: kind (http, tcp_alarm, http_alarm),
// number (from 1), destination (the settings of one item of that list). A password "***" is that of the
// stored item with this number, but only while it goes to the same host: an admin cannot be led to send it
// elsewhere. For worker threads.
[[nodiscard]] Result<nlohmann::json> testDestination(const CameraSettings& camera,
                                                     const nlohmann::json& wanted, const Clock& clock);

}  // namespace ocellus
