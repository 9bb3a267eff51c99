// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ocellus {

// How a reader wants a track: inside the RTSP connection on a pair of channels, or by UDP to a pair of its
// ports. Where to is never the reader's to choose: always whence it asks.
struct RtspTransport {
    bool interleaved = false;
    std::uint16_t first = 0;   // channel or port of RTP
    std::uint16_t second = 0;  // and of RTCP
};

// The first of a Transport field's offers that we can serve; nothing where there is none (multicast, SRTP).
// `freeChannel`: taken where a reader wants channels and names none.
[[nodiscard]] std::optional<RtspTransport> chooseTransport(std::string_view field, std::uint8_t freeChannel);

}  // namespace ocellus
