// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <tl/expected.hpp>

#include "rtp/payloads.h"

namespace ocellus::rtp {

// A JPEG as RTP carries it (RFC 2435): its tables are left behind or sent in another form. Refers to the
// bytes that it was read from.
struct JpegPicture {
    std::uint8_t type = 0;           // 0: 4:2:2, 1: 4:2:0
    std::uint8_t width = 0;          // in blocks of 8 pixels
    std::uint8_t height = 0;         // likewise
    std::uint16_t restartEvery = 0;  // MCUs; 0: no restart markers
    std::array<std::uint8_t, 128> quantisation{};
    std::span<const std::uint8_t> scan;
};

// Why RTP cannot carry a JPEG, as it stands in messages: "its Huffman tables are not the standard ones".
using JpegObstacle = std::string_view;

// RTP carries baseline JPEG of 4:2:2 or 4:2:0 up to 2040 pixels a side, with the Huffman tables of the
// standard's annex K.3.3 and none others. What it cannot carry must be encoded anew.
[[nodiscard]] tl::expected<JpegPicture, JpegObstacle> readRtpJpeg(std::span<const std::uint8_t> jpeg);

[[nodiscard]] Payloads packetizeJpeg(const JpegPicture& picture, std::size_t mostBytes = kPayloadBytes);

}  // namespace ocellus::rtp
