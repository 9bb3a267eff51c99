// SPDX-License-Identifier: Apache-2.0
#include "storage/minute_tally.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

// Feeds pictures at a rate; time runs on both lines together but for steps.
class MinuteTallyTest : public ::testing::Test {
protected:
    void picture(int count, double secondsLater) {
        const Duration later = fromSeconds(secondsLater);
        now_ += later;
        wall_ += later;
        const auto done = tally_.observe(now_, wall_, {{"Till", count}});
        minutes_.insert(minutes_.end(), done.begin(), done.end());
    }

    void close() {
        const auto done = tally_.close();
        minutes_.insert(minutes_.end(), done.begin(), done.end());
    }

    MinuteTally tally_;
    std::vector<ZoneMinute> minutes_;
    Instant now_{};
    WallTime wall_{std::chrono::minutes{30'000'000}};
};

TEST_F(MinuteTallyTest, AFullMinuteHoldsItsExtremesMeanAndSeconds) {
    picture(2, 0);
    for (int i = 1; i <= 301; ++i) {
        picture(i < 150 ? 2 : 4, 0.2);
    }
    ASSERT_EQ(minutes_.size(), 1U);
    EXPECT_EQ(minutes_[0].zone, "Till");
    EXPECT_EQ(minutes_[0].minute, 30'000'000);
    const CountSpan& span = minutes_[0].span;
    EXPECT_EQ(span.minimum, 2U);
    EXPECT_EQ(span.maximum, 4U);
    EXPECT_EQ(span.hundredths, 6000U);
    EXPECT_DOUBLE_EQ(span.mean(), 3.0);
}

TEST_F(MinuteTallyTest, TimeWithoutPicturesIsNotObserved) {
    picture(3, 0);
    picture(3, 1);
    picture(0, 30);  // away: of these 30 s the first 2 count
    picture(0, 1);
    close();
    ASSERT_EQ(minutes_.size(), 1U);
    EXPECT_EQ(minutes_[0].span.hundredths, 400U);
    EXPECT_EQ(minutes_[0].span.minimum, 0U);
    EXPECT_EQ(minutes_[0].span.maximum, 3U);
}

TEST_F(MinuteTallyTest, APictureAcrossTheBorderIsShared) {
    picture(1, 59.5);
    picture(5, 1.0);
    picture(5, 0.5);
    close();
    ASSERT_EQ(minutes_.size(), 2U);
    EXPECT_EQ(minutes_[0].span.hundredths, 50U);
    EXPECT_EQ(minutes_[1].span.hundredths, 100U);
    EXPECT_EQ(minutes_[1].span.minimum, 1U);
    EXPECT_EQ(minutes_[1].span.maximum, 5U);
}

TEST_F(MinuteTallyTest, AStepOfTheClockLosesAndDoublesNoSecond) {
    for (const double step : {-3600.0, 7200.0, -30.0}) {
        picture(1, 0.5);
        picture(1, 0.5);
        wall_ += fromSeconds(step);
        picture(1, 0.5);
        picture(1, 0.5);
    }
    close();
    std::uint64_t hundredths = 0;
    for (const ZoneMinute& one : minutes_) {
        hundredths += one.span.hundredths;
    }
    EXPECT_EQ(hundredths, 11U * 50U);
}

TEST_F(MinuteTallyTest, AlarmsAreCountedInTheirMinute) {
    picture(1, 0);
    tally_.alarm("Till", wall_);
    tally_.alarm("Till", wall_);
    picture(1, 1);
    close();
    ASSERT_EQ(minutes_.size(), 1U);
    EXPECT_EQ(minutes_[0].span.alarms, 2U);
    close();
    EXPECT_EQ(minutes_.size(), 1U) << "nothing twice";
}

// A day compressed: no minute is missing.
TEST_F(MinuteTallyTest, ADayLosesNoMinute) {
    for (int i = 0; i <= 24 * 3600 * 2; ++i) {
        picture(i % 7, 0.5);
    }
    close();
    ASSERT_GE(minutes_.size(), 1440U);
    for (std::size_t i = 0; i < 1440; ++i) {
        ASSERT_EQ(minutes_[i].minute, 30'000'000 + static_cast<std::int64_t>(i));
        ASSERT_GE(minutes_[i].span.hundredths, 5950U);
        ASSERT_LE(minutes_[i].span.hundredths, 6000U);
    }
}

}  // namespace
}  // namespace ocellus
