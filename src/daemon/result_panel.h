// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "gate/publishable.h"
#include "ingest/camera_probe.h"

namespace ocellus {

// A try of a camera's settings as the UI shows it (RELAY-30 to 33; docs/reference/api.md, "Result panel").
// `picture`: a JPEG that has passed the gate.
[[nodiscard]] nlohmann::json resultPanel(const ProbeReport& report,
                                         const std::optional<Publishable>& picture);

}  // namespace ocellus
