// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "base/result.h"

namespace ocellus {

inline constexpr int kDeepestJson = 32;  // levels; copying and writing JSON is recursive

// JSON from somebody we do not trust: bounded in depth, broken text is an error that says where.
[[nodiscard]] Result<nlohmann::json> readJson(std::string_view text);

}  // namespace ocellus
