// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "daemon/configuration/camera_settings.h"
#include "daemon/report/health.h"

namespace ocellus {

// Asks each camera for pictures, all at once, and says what it got. Takes as long as the slowest, about ten
// seconds at most. For commands, not for a running daemon.
[[nodiscard]] std::vector<Finding> checkCameras(const std::vector<CameraSettings>& cameras);

}  // namespace ocellus
