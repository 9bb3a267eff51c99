// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/app.h"
#include "ingest/source.h"
#include "vision/observation.h"

namespace ocellus {

// The JSON that travels with a live picture (docs/reference/api.md, "Live").
[[nodiscard]] std::string liveHeader(const std::string& camera, const Observation& observation,
                                     const std::vector<std::unique_ptr<App>>& apps, Duration delay);

// The message that comes instead while the camera is away.
[[nodiscard]] std::string liveStateMessage(const std::string& camera, const SourceState& state);

// idle, connecting, up, down
[[nodiscard]] std::string_view nameOf(SourceState::Phase phase);

}  // namespace ocellus
