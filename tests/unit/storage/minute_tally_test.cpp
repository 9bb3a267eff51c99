// SPDX-License-Identifier: Apache-2.0
#include "storage/minute_tally.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

namespace ocellus {
namespace {

// Feeds pictures at a rate; time runs on both lines together but for steps.
class MinuteTallyTest : public ::testing::Test {
protected:
    void picture(int count, double secondsLater) {
        const Duration later = fromSeconds(secondsLater);
        now_ += later;
        wall_ += later;
        const std::array counts{MinuteTally::ZoneCount{1, "Till", count}};
        tally_.observe(now_, wall_, counts, sink_);
    }

    void close(std::optional<Instant> now = std::nullopt) { tally_.close(now, sink_); }

    // Pieces joined where they follow each other, as the history joins them.
    MinuteTally::Sink sink_ = [this](ZoneMinute piece) {
        ++pieces_;
        if (!minutes_.empty() && minutes_.back().minute == piece.minute &&
            minutes_.back().zone == piece.zone) {
            minutes_.back().span.join(piece.span);
        } else {
            minutes_.push_back(std::move(piece));
        }
    };
    int pieces_ = 0;

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
    EXPECT_EQ(minutes_[0].area, 1);
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
    picture(1, 59);
    tally_.alarm("Till");
    tally_.alarm("Till");
    picture(1, 0.5);
    tally_.alarm("Till");
    picture(1, 0.5);
    close();
    ASSERT_EQ(minutes_.size(), 2U);
    EXPECT_EQ(minutes_[0].span.alarms, 2U);
    EXPECT_EQ(minutes_[1].span.alarms, 1U) << "of the minute of its picture, though nobody looked on in it";
    close();
    EXPECT_EQ(minutes_.size(), 2U) << "nothing twice";
}

TEST_F(MinuteTallyTest, TheMinuteThatRunsIsHandedOverInPieces) {
    for (int i = 0; i <= 29 * 5; ++i) {
        picture(2, 0.2);
    }
    EXPECT_EQ(pieces_, 5) << "of 29 s, 25 are safe from kill -9";
    ASSERT_EQ(minutes_.size(), 1U);
    EXPECT_EQ(minutes_[0].span.hundredths, 2500U);
    close();
    EXPECT_EQ(minutes_[0].span.hundredths, 2900U);
    EXPECT_EQ(minutes_[0].span.weighted, 2U * 2900U);
}

TEST_F(MinuteTallyTest, TheLastCountHoldsTillTheCameraIsAway) {
    picture(4, 0);
    picture(4, 1);
    close(now_ + fromSeconds(0.5));
    EXPECT_EQ(minutes_.at(0).span.hundredths, 150U);
    minutes_.clear();
    picture(4, 10);
    close(now_ + fromSeconds(10));
    EXPECT_EQ(minutes_.at(0).span.hundredths, 200U) << "2 s at most";
}

// Rates that divide no hundredth: what pieces leave over is lost to none of them.
TEST_F(MinuteTallyTest, PiecesAddUpToTheMinute) {
    picture(3, 0);
    for (int i = 0; i < 2000; ++i) {
        picture(3, 1.0 / 29.97);
    }
    ASSERT_EQ(minutes_.at(0).minute, 30'000'000);
    EXPECT_GE(minutes_[0].span.hundredths, 5999U);
    EXPECT_LE(minutes_[0].span.hundredths, 6000U);
    EXPECT_EQ(minutes_[0].span.weighted, 3U * minutes_[0].span.hundredths);
}

// The same again, slowly: every millisecond is asked whose count holds.
TEST_F(MinuteTallyTest, AgreesWithAPlainReferenceOnRandomSequences) {
    std::mt19937 random(70);
    for (int round = 0; round < 30; ++round) {
        minutes_.clear();
        std::map<std::int64_t, CountSpan> expected;
        picture(static_cast<int>(random() % 6), 0);
        int count = static_cast<int>(random() % 6);
        picture(count, 0.01);
        close();
        minutes_.clear();
        picture(count, 1);
        for (int i = 0; i < 300; ++i) {
            const auto gap =
                static_cast<int>(random() % 20 == 0 ? 2001 + random() % 70'000 : 1 + random() % 2000);
            for (int at = 0; at < std::min(gap, 2000); ++at) {
                const auto number = static_cast<std::uint32_t>(count);
                const auto minute =
                    (wall_ + std::chrono::milliseconds{at}).time_since_epoch() / std::chrono::minutes{1};
                // In tenths of a hundredth, to stay whole.
                expected[minute].join({number, number, number, 0, 1});
            }
            count = static_cast<int>(random() % 6);
            picture(count, gap / 1000.0);
        }
        close();
        ASSERT_EQ(minutes_.size(), expected.size()) << "round " << round;
        for (const ZoneMinute& one : minutes_) {
            const CountSpan& wanted = expected.at(one.minute);
            EXPECT_NEAR(one.span.hundredths, wanted.hundredths / 10.0, 1.0) << "round " << round;
            EXPECT_NEAR(one.span.mean(), wanted.mean(), 0.02 + 2.0 / wanted.hundredths);
            EXPECT_EQ(one.span.minimum, wanted.minimum);
            EXPECT_EQ(one.span.maximum, wanted.maximum);
        }
    }
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
