// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "apps/app.h"
#include "vision/observation.h"

namespace ocellus {

// The JSON that travels with a live picture (docs/reference/api.md, "Live").
[[nodiscard]] std::string liveHeader(const std::string& camera, const Observation& observation,
                                     const std::vector<std::unique_ptr<App>>& apps, Duration delay);

}  // namespace ocellus
