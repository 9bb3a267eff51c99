// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemon/configuration/camera_settings.h"
#include "outputs/destinations.h"

namespace ocellus {

// Where the events of occupancy on a camera go, from the settings of both.
[[nodiscard]] AppDestinations destinationsOf(const CameraSettings& camera,
                                             const occupancy::OccupancySettings& settings);

inline constexpr const char* kOccupancyApp = "occupancy";

}  // namespace ocellus
