// SPDX-License-Identifier: Apache-2.0
#include "rtp/packet.h"

#include <string_view>

namespace ocellus::rtp {
namespace {

constexpr std::int64_t kUnixEpochInNtp = 2'208'988'800LL;  // seconds from 1900 to 1970
constexpr std::uint8_t kVersion = 0x80;
constexpr std::uint8_t kSenderReport = 200;
constexpr std::uint8_t kDescription = 202;
constexpr std::uint8_t kGoodbye = 203;
constexpr std::uint8_t kCanonicalName = 1;
constexpr std::string_view kName = "ocellus";

void append16(std::vector<std::uint8_t>& out, std::uint32_t value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8U));
    out.push_back(static_cast<std::uint8_t>(value));
}

void append32(std::vector<std::uint8_t>& out, std::uint32_t value) {
    append16(out, value >> 16U);
    append16(out, value & 0xffffU);
}

// `words`: 32-bit words behind the first one.
void appendControl(std::vector<std::uint8_t>& out, std::uint8_t kind, std::uint8_t count,
                   std::uint32_t words) {
    out.push_back(kVersion | count);
    out.push_back(kind);
    append16(out, words);
}

void appendDescription(std::uint32_t source, std::vector<std::uint8_t>& out) {
    // Source, item, and at least one zero up to a whole word.
    const std::size_t item = 2 + kName.size();
    const std::size_t padded = (item / 4 + 1) * 4;
    appendControl(out, kDescription, 1, static_cast<std::uint32_t>(1 + padded / 4));
    append32(out, source);
    out.push_back(kCanonicalName);
    out.push_back(static_cast<std::uint8_t>(kName.size()));
    out.insert(out.end(), kName.begin(), kName.end());
    out.insert(out.end(), padded - item, 0);
}

}  // namespace

std::uint32_t timestampOf(Instant captured) {
    const std::int64_t microseconds = captured.time_since_epoch().count();
    // 90 kHz is 9 ticks in 100 us; what is left of the division keeps the ticks exact.
    return static_cast<std::uint32_t>(microseconds / 100 * 9 + microseconds % 100 * 9 / 100);
}

void appendHeader(Sender& sender, bool marker, std::uint32_t timestamp, std::size_t payloadBytes,
                  std::vector<std::uint8_t>& out) {
    out.push_back(kVersion);
    out.push_back(static_cast<std::uint8_t>((marker ? 0x80U : 0U) | sender.payloadType));
    append16(out, sender.sequence++);
    append32(out, timestamp);
    append32(out, sender.source);
    ++sender.packets;
    sender.octets += static_cast<std::uint32_t>(payloadBytes);
}

void appendReport(const Sender& sender, WallTime stamp, std::uint32_t timestamp,
                  std::vector<std::uint8_t>& out) {
    const std::int64_t microseconds = stamp.time_since_epoch().count();
    const std::int64_t seconds = microseconds / 1'000'000;
    const auto fraction = static_cast<std::uint64_t>(microseconds % 1'000'000);
    appendControl(out, kSenderReport, 0, 6);
    append32(out, sender.source);
    append32(out, static_cast<std::uint32_t>(seconds + kUnixEpochInNtp));
    append32(out, static_cast<std::uint32_t>((fraction << 32U) / 1'000'000));
    append32(out, timestamp);
    append32(out, sender.packets);
    append32(out, sender.octets);
    appendDescription(sender.source, out);
}

void appendGoodbye(const Sender& sender, std::vector<std::uint8_t>& out) {
    appendControl(out, kGoodbye, 1, 1);
    append32(out, sender.source);
}

}  // namespace ocellus::rtp
