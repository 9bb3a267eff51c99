// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "server/api/api_route.h"
#include "server/host.h"

namespace ocellus {

// The routes as OpenAPI 3.1, with the schemas that they name.
[[nodiscard]] nlohmann::json openApi(const std::vector<ApiRoute>& routes, Host& host);

}  // namespace ocellus
