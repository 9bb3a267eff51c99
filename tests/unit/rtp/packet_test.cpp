// SPDX-License-Identifier: Apache-2.0
#include "rtp/packet.h"

#include <gtest/gtest.h>

namespace ocellus::rtp {
namespace {

std::uint32_t word(const std::vector<std::uint8_t>& bytes, std::size_t at) {
    return static_cast<std::uint32_t>(bytes.at(at)) << 24U |
           static_cast<std::uint32_t>(bytes.at(at + 1)) << 16U |
           static_cast<std::uint32_t>(bytes.at(at + 2)) << 8U | bytes.at(at + 3);
}

TEST(RtpPacket, HeadersCountOn) {
    Sender sender{96, 65535, 0xdeadbeef};
    std::vector<std::uint8_t> out;
    appendHeader(sender, false, 7, 100, out);
    appendHeader(sender, true, 8, 50, out);
    ASSERT_EQ(out.size(), 2 * kHeaderBytes);
    EXPECT_EQ(word(out, 0), 0x8060ffffU);
    EXPECT_EQ(word(out, 4), 7U);
    EXPECT_EQ(word(out, 8), 0xdeadbeefU);
    EXPECT_EQ(word(out, 12), 0x80e00000U);  // the marker, and the number begun anew
    EXPECT_EQ(sender.packets, 2U);
    EXPECT_EQ(sender.octets, 150U);
}

TEST(RtpPacket, TimestampsAreNinetyKilohertzWithoutDrift) {
    const auto at = [](std::int64_t microseconds) { return timestampOf(Instant{Duration{microseconds}}); };
    EXPECT_EQ(at(0), 0U);
    EXPECT_EQ(at(1'000'000), 90'000U);
    EXPECT_EQ(at(40'000), 3'600U);
    // A hundred days: 90 kHz times the seconds, modulo 2^32.
    const std::int64_t days = 100LL * 24 * 3600;
    EXPECT_EQ(at(days * 1'000'000), static_cast<std::uint32_t>(days * 90'000));
}

TEST(RtpPacket, AReportTiesTheTimestampToTheWall) {
    const Sender sender{96, 1, 0x01020304, 10, 2000};
    std::vector<std::uint8_t> out;
    appendReport(sender, WallTime{std::chrono::milliseconds{1'700'000'000'500}}, 12345, out);
    EXPECT_EQ(word(out, 0), 0x80c80006U);
    EXPECT_EQ(word(out, 4), 0x01020304U);
    EXPECT_EQ(word(out, 8), 1'700'000'000U + 2'208'988'800U);
    EXPECT_EQ(word(out, 12), 0x80000000U);  // half a second
    EXPECT_EQ(word(out, 16), 12345U);
    EXPECT_EQ(word(out, 20), 10U);
    EXPECT_EQ(word(out, 24), 2000U);
    EXPECT_EQ(out.size() % 4, 0U);
    // The description behind it says how long it is.
    EXPECT_EQ(out.at(29), 202);
    EXPECT_EQ(28 + 4 * (1 + static_cast<std::size_t>(out.at(30) << 8 | out.at(31))), out.size());
}

}  // namespace
}  // namespace ocellus::rtp
