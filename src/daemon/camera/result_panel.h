// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "daemon/camera/camera_road.h"
#include "gate/publishable.h"
#include "ingest/camera_probe.h"

namespace ocellus {

// What a camera that runs gives, in the same words; its pictures come over the live view. `quality`: of its
// newest picture, 0: not known.
[[nodiscard]] ProbeReport reportOf(const SourceSettings& source, const CameraStatus& status, int quality,
                                   Instant now);

// A try of a camera's settings as the UI shows it (RELAY-30 to 33; docs/reference/api.md, "Result panel").
// `picture`: a JPEG that has passed the gate.
[[nodiscard]] nlohmann::json resultPanel(const ProbeReport& report,
                                         const std::optional<Publishable>& picture);

}  // namespace ocellus
