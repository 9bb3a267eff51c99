// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.h"

namespace ocellus::rtp {

inline constexpr std::uint32_t kClockRate = 90'000;  // of video and of ONVIF metadata, per second
inline constexpr std::size_t kHeaderBytes = 12;

// What one reader's packets of one stream have in common. A value.
struct Sender {
    std::uint8_t payloadType = 96;
    std::uint16_t sequence = 0;  // of the next packet
    std::uint32_t source = 0;    // SSRC
    std::uint32_t packets = 0;   // sent so far, for the reports
    std::uint32_t octets = 0;    // of payload, likewise
};

// The RTP timestamp of a moment; all streams count from the same zero, so that they fit together.
[[nodiscard]] std::uint32_t timestampOf(Instant captured);

// Appends the header of the next packet and counts it.
void appendHeader(Sender& sender, bool marker, std::uint32_t timestamp, std::size_t payloadBytes,
                  std::vector<std::uint8_t>& out);

// Appends a sender report and the source's name (RFC 3550): `stamp` is the wall time of `timestamp`, by which
// a reader learns when a picture was taken.
void appendReport(const Sender& sender, WallTime stamp, std::uint32_t timestamp,
                  std::vector<std::uint8_t>& out);

// Appends a report that says the source has ended.
void appendGoodbye(const Sender& sender, std::vector<std::uint8_t>& out);

}  // namespace ocellus::rtp
