// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ocellus {

// A camera's id: [a-z0-9-]{1,40}; it stands in topics, metrics and paths.
[[nodiscard]] bool isCameraId(std::string_view text);

// A random (version 4) UUID in lower case, for event ids.
[[nodiscard]] std::string randomUuid();

// `bytes` random bytes as URL-safe text without padding, for tokens and one-time secrets.
[[nodiscard]] std::string randomToken(std::size_t bytes);

// A stable, locally administered MAC of 12 lower-case hex digits made from a camera's id, for the manuals'
// payloads of cameras that have none.
[[nodiscard]] std::string macFor(std::string_view cameraId);

}  // namespace ocellus
