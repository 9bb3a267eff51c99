// SPDX-License-Identifier: Apache-2.0
#include "rtp/h264.h"

#include <gtest/gtest.h>

namespace ocellus::rtp {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes unitOf(std::uint8_t first, std::size_t size) {
    Bytes unit(size, 0x55);
    unit.front() = first;
    return unit;
}

Bytes streamOf(const std::vector<Bytes>& units) {
    Bytes stream;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (i % 2 == 0) {
            stream.push_back(0);  // start codes of four bytes and of three
        }
        stream.insert(stream.end(), {0, 0, 1});
        stream.insert(stream.end(), units[i].begin(), units[i].end());
    }
    return stream;
}

Bytes copyOf(std::span<const std::uint8_t> bytes) {
    return {bytes.begin(), bytes.end()};
}

// What a receiver makes of the payloads (RFC 6184, single units and FU-A).
std::vector<Bytes> joined(const Payloads& payloads) {
    std::vector<Bytes> units;
    for (std::size_t i = 0; i < payloads.size(); ++i) {
        const auto payload = payloads.at(i);
        if ((payload[0] & 0x1fU) != 28) {
            units.push_back(copyOf(payload));
            continue;
        }
        if ((payload[1] & 0x80U) != 0) {
            units.push_back({static_cast<std::uint8_t>((payload[0] & 0xe0U) | (payload[1] & 0x1fU))});
        }
        units.back().insert(units.back().end(), payload.begin() + 2, payload.end());
    }
    return units;
}

TEST(H264, UnitsAreFoundBetweenStartCodesOfEitherLength) {
    const std::vector<Bytes> units{unitOf(0x67, 10), unitOf(0x68, 4), unitOf(0x65, 900)};
    const Bytes stream = streamOf(units);
    const auto found = nalUnits(stream);
    ASSERT_EQ(found.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(copyOf(found[i]), units[i]);
    }
    EXPECT_TRUE(nalUnits(Bytes{0, 0, 1}).empty());
    EXPECT_TRUE(nalUnits(Bytes{1, 2, 3}).empty());
}

TEST(H264, ParametersComeWithKeyPicturesAlone) {
    Bytes sequence = unitOf(0x67, 10);
    sequence[1] = 0x42;
    sequence[2] = 0xc0;
    sequence[3] = 0x1f;
    const auto parameters = parametersIn(streamOf({sequence, unitOf(0x68, 4), unitOf(0x65, 50)}));
    ASSERT_TRUE(parameters);
    EXPECT_EQ(parameters->sequence, sequence);
    EXPECT_EQ(parameters->profileLevelId(), "42c01f");
    EXPECT_FALSE(parametersIn(streamOf({unitOf(0x41, 50)})));
    EXPECT_FALSE(parametersIn(streamOf({unitOf(0x67, 3), unitOf(0x68, 4)})));
}

TEST(H264, PayloadsGiveTheUnitsBackWhateverTheirSize) {
    for (const std::size_t size : {1U, 2U, 99U, 100U, 101U, 198U, 199U, 1000U}) {
        const std::vector<Bytes> units{unitOf(0x67, 10), unitOf(0x65, size)};
        const Payloads payloads = packetizeH264(streamOf(units), 100);
        EXPECT_EQ(joined(payloads), units) << size;
        for (std::size_t i = 0; i < payloads.size(); ++i) {
            EXPECT_LE(payloads.at(i).size(), 100U);
        }
        // The last fragment says so.
        const auto last = payloads.at(payloads.size() - 1);
        EXPECT_EQ(size > 100, (last[0] & 0x1fU) == 28 && (last[1] & 0x40U) != 0) << size;
    }
}

TEST(H264, DelimitersAreLeftOut) {
    const Payloads payloads = packetizeH264(streamOf({unitOf(0x09, 2), unitOf(0x41, 20)}));
    ASSERT_EQ(payloads.size(), 1U);
    EXPECT_EQ(payloads.at(0)[0], 0x41);
}

}  // namespace
}  // namespace ocellus::rtp
