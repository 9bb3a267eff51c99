// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "net/response_head.h"

namespace ocellus {

// What an answer means where pictures were asked for, in words for the installer; nothing if pictures may
// follow. `peer`: host and port.
[[nodiscard]] std::optional<Error> whyNoPictures(const ResponseHead& head, const std::string& peer);

}  // namespace ocellus
