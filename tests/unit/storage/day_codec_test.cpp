// SPDX-License-Identifier: Apache-2.0
#include "storage/day_codec.h"

#include <gtest/gtest.h>

#include <random>

namespace ocellus {
namespace {

CountSpan span(std::uint32_t minimum, std::uint32_t maximum, std::uint64_t weighted, std::uint32_t alarms) {
    return {minimum, maximum, weighted, alarms, 6000};
}

TEST(DayCodec, ReadsBackWhatItWrote) {
    std::mt19937 random{7};
    for (int round = 0; round < 50; ++round) {
        DayMinutes minutes{};
        for (auto& minute : minutes) {
            if (random() % 10 < 7) {
                const auto low = static_cast<std::uint32_t>(random() % (round + 1));
                const auto high = low + static_cast<std::uint32_t>(random() % (round + 1));
                minute =
                    CountSpan{low, high, random() % 100'000'000, static_cast<std::uint32_t>(random() % 3),
                              static_cast<std::uint32_t>(random() % 6001)};
            }
        }
        DayMinutes read{};
        ASSERT_TRUE(decodeDay(encodeDay(minutes), read));
        EXPECT_EQ(read, minutes);
    }
}

TEST(DayCodec, NoDataIsNotZero) {
    DayMinutes minutes{};
    minutes[5] = CountSpan{0, 0, 0, 0, 6000};
    DayMinutes read{};
    ASSERT_TRUE(decodeDay(encodeDay(minutes), read));
    EXPECT_FALSE(read[4]);
    ASSERT_TRUE(read[5]);
    EXPECT_EQ(read[5]->maximum, 0U);
}

TEST(DayCodec, AQuietDayIsAFewBytesAndTheWorstIsBounded) {
    DayMinutes quiet{};
    quiet.fill(span(0, 0, 0, 0));
    EXPECT_LE(encodeDay(quiet).size(), 10U);
    DayMinutes busy{};
    for (std::size_t i = 0; i < busy.size(); ++i) {
        busy[i] = span(10, 60, 200'000 + i, i % 2 == 0 ? 12 : 1);
    }
    EXPECT_LE(encodeDay(busy).size(), kMinutesPerDay * 10);
}

TEST(DayCodec, RefusesBytesThatAreNoDay) {
    DayMinutes minutes{};
    minutes.fill(span(1, 2, 3, 0));
    const Bytes sound = encodeDay(minutes);
    DayMinutes read{};
    for (std::size_t size = 0; size < sound.size(); ++size) {
        EXPECT_FALSE(decodeDay(std::span{sound}.first(size), read)) << size;
    }
    Bytes longer = sound;
    longer.push_back(2);
    EXPECT_FALSE(decodeDay(longer, read));
    EXPECT_FALSE(decodeDay(Bytes{0}, read)) << "a run of none";
    EXPECT_FALSE(decodeDay(Bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}, read));
    std::mt19937 random{11};
    for (int round = 0; round < 2000; ++round) {
        Bytes bytes(random() % 40);
        for (std::uint8_t& byte : bytes) {
            byte = static_cast<std::uint8_t>(random());
        }
        (void)decodeDay(bytes, read);  // whatever it says, it stays within the day
    }
}

}  // namespace
}  // namespace ocellus
