// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "daemon/configuration/camera_settings.h"
#include "daemon/report/health.h"
#include "inference/detector_model.h"

namespace ocellus {

// Asks each camera for pictures, all at once, and says what it got. Takes as long as the slowest, about ten
// seconds at most. For commands, not for a running daemon.
[[nodiscard]] std::vector<Finding> checkCameras(const std::vector<CameraSettings>& cameras);

// The median of some runs of the detector on a grey picture of 1080p, on this thread; nothing if it fails.
[[nodiscard]] std::optional<double> millisecondsPerPicture(DetectorModel& model);

}  // namespace ocellus
