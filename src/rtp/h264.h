// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rtp/payloads.h"

namespace ocellus::rtp {

// What a decoder must know before the first picture: one sequence and one picture parameter set.
struct H264Parameters {
    std::vector<std::uint8_t> sequence;
    std::vector<std::uint8_t> picture;

    // As SDP writes it: six hex digits.
    [[nodiscard]] std::string profileLevelId() const;
    friend bool operator==(const H264Parameters&, const H264Parameters&) = default;
};

// The NAL units of a byte stream (ITU-T H.264, annex B), without their start codes.
[[nodiscard]] std::vector<std::span<const std::uint8_t>> nalUnits(std::span<const std::uint8_t> stream);

// The parameter sets in a picture, where it brings both; key pictures do.
[[nodiscard]] std::optional<H264Parameters> parametersIn(std::span<const std::uint8_t> stream);

// One picture as RTP payloads (RFC 6184, packetization mode 1): small units as they are, large ones in
// fragments. Access unit delimiters are left out.
[[nodiscard]] Payloads packetizeH264(std::span<const std::uint8_t> stream,
                                     std::size_t mostBytes = kPayloadBytes);

}  // namespace ocellus::rtp
