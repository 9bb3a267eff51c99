// SPDX-License-Identifier: Apache-2.0
#include "media/frame_picker.h"

#include <gtest/gtest.h>

#include <vector>

namespace ocellus::media {
namespace {

// The times in milliseconds that are picked of a clip of `clipRate` pictures per second over `seconds`.
std::vector<std::int64_t> picked(double clipRate, double wanted, double seconds) {
    FramePicker picker{wanted};
    std::vector<std::int64_t> times;
    for (int index = 0; index < seconds * clipRate; ++index) {
        // Rounded down, as demuxers do.
        const Duration time{static_cast<std::int64_t>(index * 1e6 / clipRate)};
        if (picker.pick(time)) {
            times.push_back(time.count() / 1000);
        }
    }
    return times;
}

TEST(FramePicker, ZeroPicksEveryPicture) {
    EXPECT_EQ(picked(10, 0, 2).size(), 20U);
}

TEST(FramePicker, PicksOneOfEachInterval) {
    EXPECT_EQ(picked(10, 5, 1), (std::vector<std::int64_t>{0, 200, 400, 600, 800}));
    EXPECT_EQ(picked(30, 3, 1), (std::vector<std::int64_t>{0, 333, 666}));
    EXPECT_EQ(picked(12, 5, 1), (std::vector<std::int64_t>{0, 250, 416, 666, 833}));
}

TEST(FramePicker, CountsAreExactForRatesThatDoNotDivide) {
    EXPECT_EQ(picked(30, 5, 60).size(), 300U);
    EXPECT_EQ(picked(29.97, 5, 60).size(), 300U);
    EXPECT_EQ(picked(15, 7, 60).size(), 420U);
}

TEST(FramePicker, ASlowClipGivesAllItHas) {
    EXPECT_EQ(picked(2, 5, 10).size(), 20U);
}

TEST(FramePicker, AGapIsNotFilledUp) {
    FramePicker picker{5};
    EXPECT_TRUE(picker.pick(Duration{0}));
    EXPECT_TRUE(picker.pick(std::chrono::seconds{10}));
    EXPECT_FALSE(picker.pick(Duration{10'100'000}));
}

}  // namespace
}  // namespace ocellus::media
