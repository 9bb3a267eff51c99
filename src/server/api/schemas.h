// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/host.h"

namespace ocellus {

// The schemas that routes name, by name: those of settings as the rooms declare them, those of answers as
// docs/reference/api.md words them.
[[nodiscard]] nlohmann::json apiSchemas(Host& host);

}  // namespace ocellus
