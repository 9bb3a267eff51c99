// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rtp/payloads.h"

namespace ocellus::rtp {

// One XML document as payloads of application/vnd.onvif.metadata: cut into pieces, the last one has the
// marker (ONVIF Streaming, "Metadata stream").
[[nodiscard]] inline Payloads packetizeMetadata(std::string_view document,
                                                std::size_t mostBytes = kPayloadBytes) {
    Payloads payloads;
    std::span<const std::uint8_t> rest{reinterpret_cast<const std::uint8_t*>(document.data()),
                                       document.size()};
    while (!rest.empty()) {
        const std::size_t count = rest.size() < mostBytes ? rest.size() : mostBytes;
        payloads.add({}, rest.first(count));
        rest = rest.subspan(count);
    }
    return payloads;
}

}  // namespace ocellus::rtp
