// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <spdlog/spdlog.h>

namespace ocellus::log {

// Words for the operator, on standard error: one line a fact, key=value pairs after it. Standard output
// belongs to results. Never pass a Secret's reveal(), nor a URL that is not redacted (net/url.h).
//   log::info("camera up camera={} width={}", id, width);
enum class Level { Debug, Info, Warning, Error };

// Thread-safe; call once at start.
void setUp(Level level);

using spdlog::debug;
using spdlog::error;
using spdlog::info;
using spdlog::warn;

}  // namespace ocellus::log
