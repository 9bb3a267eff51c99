// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"

namespace ocellus::media {

// The next whole message of a SOCK_SEQPACKET socket, in `buffer`; nothing when there is none yet. One that is
// longer than the buffer comes out empty, which no decoder takes. An error when the other side is gone.
[[nodiscard]] Result<std::optional<std::span<const std::uint8_t>>> receiveMessage(
    int socket, std::span<std::uint8_t> buffer);

}  // namespace ocellus::media
