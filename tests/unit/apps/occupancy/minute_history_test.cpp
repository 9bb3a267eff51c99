// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/minute_history.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

#include "apps/occupancy/history_csv.h"

namespace ocellus::occupancy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// 2026-11-21 02:40:00 UTC.
constexpr std::int64_t kMinute = 29'920'480;
constexpr Duration kSecond = std::chrono::seconds{1};

class MinuteHistoryTest : public testing::Test {
protected:
    void see(double seconds, int count, int alarms = 0) {
        history_.observe(Instant{fromSeconds(seconds)},
                         WallTime{std::chrono::minutes{kMinute}} + fromSeconds(seconds) + step_, count,
                         alarms, sink_);
    }

    // Pictures of `count` at 5 per second, from `first` up to but not with `last`.
    void hold(int first, int last, int count) {
        for (int i = first * 5; i < last * 5; ++i) {
            see(i / 5.0, count);
        }
    }

    MinuteHistory history_;
    Duration step_{};
    std::vector<CountSpan> minutes_;
    MinuteHistory::Sink sink_ = [this](const CountSpan& minute) { minutes_.push_back(minute); };
};

TEST_F(MinuteHistoryTest, GivesEachMinuteItsMinimumMeanMaximumAndTime) {
    hold(0, 30, 2);
    hold(30, 60, 4);
    hold(60, 61, 7);
    EXPECT_THAT(minutes_, ElementsAre(CountSpan{kMinute, 2, 4, 180'000'000, 60 * kSecond, 0}));
    EXPECT_DOUBLE_EQ(minutes_[0].mean(), 3);
    history_.finish(sink_);
    ASSERT_EQ(minutes_.size(), 2u);
    EXPECT_EQ(minutes_[1].minute, kMinute + 1);
    EXPECT_EQ(minutes_[1].observed, fromSeconds(0.8));
}

TEST_F(MinuteHistoryTest, NoDataIsNotZero) {
    hold(0, 10, 3);
    hold(200, 210, 5);
    history_.finish(sink_);
    ASSERT_EQ(minutes_.size(), 2u) << "the minutes between have no rows";
    EXPECT_EQ(minutes_[0].observed, fromSeconds(9.8)) << "and what nobody saw is not counted as seen";
    EXPECT_EQ(minutes_[1].minute, kMinute + 3);
    EXPECT_EQ(minutes_[1].minimum, 5);
}

TEST_F(MinuteHistoryTest, SplitsACountThatHoldsOverTheMinute) {
    see(59, 4);
    see(60.5, 1);
    history_.finish(sink_);
    EXPECT_THAT(minutes_, ElementsAre(CountSpan{kMinute, 4, 4, 4'000'000, kSecond, 0},
                                      CountSpan{kMinute + 1, 1, 4, 2'000'000, fromSeconds(0.5), 0}));
}

TEST_F(MinuteHistoryTest, OnePictureIsACountThatLastedNoTime) {
    see(5, 3);
    history_.finish(sink_);
    EXPECT_THAT(minutes_, ElementsAre(CountSpan{kMinute, 3, 3, 0, {}, 0}));
    EXPECT_DOUBLE_EQ(minutes_[0].mean(), 3);
}

TEST_F(MinuteHistoryTest, CountsAlarmsWhereTheyBegan) {
    see(10, 5, 1);
    see(59.9, 5, 1);
    see(60, 5, 1);
    history_.finish(sink_);
    ASSERT_EQ(minutes_.size(), 2u);
    EXPECT_EQ(minutes_[0].alarms, 2);
    EXPECT_EQ(minutes_[1].alarms, 1);
}

TEST_F(MinuteHistoryTest, FinishingTwiceOrWithoutDataSaysNothing) {
    history_.finish(sink_);
    see(1, 1);
    history_.finish(sink_);
    history_.finish(sink_);
    EXPECT_EQ(minutes_.size(), 1u);
    see(1.2, 1);
    history_.finish(sink_);
    EXPECT_EQ(minutes_.at(1).observed, Duration{}) << "what lay between was nobody's";
}

TEST_F(MinuteHistoryTest, AClockStepShiftsMinutesAndNoLength) {
    hold(0, 30, 2);
    step_ = -std::chrono::hours{1};
    hold(30, 90, 2);
    history_.finish(sink_);
    Duration sum{};
    std::map<std::int64_t, CountSpan> stored;
    for (const CountSpan& minute : minutes_) {
        sum += minute.observed;
        const auto [place, isNew] = stored.emplace(minute.minute, minute);
        if (!isNew) {
            place->second = merged(place->second, minute);
        }
    }
    EXPECT_EQ(sum, fromSeconds(89.8));
    EXPECT_EQ(stored.size(), 3u);
    EXPECT_EQ(stored.at(kMinute).observed, 30 * kSecond);
    EXPECT_EQ(stored.at(kMinute - 60).observed, 30 * kSecond);
}

TEST(CountSpan, MergesAsIfItHadBeenCountedAtOnce) {
    const CountSpan a{10, 2, 5, 300'000'000, 60 * kSecond, 1};
    const CountSpan b{9, 0, 3, 0, 20 * kSecond, 2};
    EXPECT_EQ(merged(a, b), (CountSpan{9, 0, 5, 300'000'000, 80 * kSecond, 3}));
    EXPECT_EQ(merged(a, b), merged(b, a));
    EXPECT_DOUBLE_EQ(merged(a, b).mean(), 3.75);
}

// The same again, slowly: every millisecond is asked whose count holds.
TEST(MinuteHistory, AgreesWithAPlainReferenceOnRandomSequences) {
    std::mt19937 random(70);
    for (int round = 0; round < 40; ++round) {
        MinuteHistory history;
        std::vector<CountSpan> found;
        const MinuteHistory::Sink sink = [&found](const CountSpan& span) { found.push_back(span); };
        std::vector<std::pair<int, int>> seen;  // milliseconds, count
        int now = static_cast<int>(random() % 60'000);
        for (int i = 0; i < 300; ++i) {
            now += static_cast<int>(random() % 20 == 0 ? 2001 + random() % 70'000 : 1 + random() % 2000);
            seen.emplace_back(now, static_cast<int>(random() % 6));
            history.observe(Instant{std::chrono::milliseconds{now}}, WallTime{std::chrono::milliseconds{now}},
                            seen.back().second, 0, sink);
        }
        history.finish(sink);
        std::map<std::int64_t, CountSpan> expected;
        const auto add = [&expected](int at, int count, Duration length) {
            CountSpan part{at / 60'000, count, count, count * length.count(), length, 0};
            const auto [place, isNew] = expected.emplace(part.minute, part);
            if (!isNew) {
                place->second = merged(place->second, part);
            }
        };
        for (std::size_t i = 0; i < seen.size(); ++i) {
            add(seen[i].first, seen[i].second, Duration{});
            const int until = i + 1 < seen.size() ? seen[i + 1].first : seen[i].first;
            for (int at = seen[i].first; until - seen[i].first <= 2000 && at < until; ++at) {
                add(at, seen[i].second, std::chrono::milliseconds{1});
            }
        }
        std::vector<CountSpan> wanted;
        for (const auto& [minute, span] : expected) {
            wanted.push_back(span);
        }
        ASSERT_EQ(found, wanted) << "round " << round;
    }
}

// OCC-70
TEST(HistoryCsv, WritesRowsThatOpen) {
    const CountSpan span{kMinute, 1, 4, 150'000'000, 60 * kSecond, 2};
    EXPECT_EQ(historyCsvHeader(), "time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n");
    EXPECT_EQ(historyCsvRow(span, {"gate", 2, 1, "Till"}, std::chrono::minutes{0}),
              "2026-11-21T02:40+00:00,gate,2,1,\"Till\",1,2.500,4,2,60.0\r\n");
    EXPECT_EQ(historyCsvRow(span, {"gate", 1, 1, "A, \"B\""}, std::chrono::hours{9}),
              "2026-11-21T11:40+09:00,gate,1,1,\"A, \"\"B\"\"\",1,2.500,4,2,60.0\r\n");
    EXPECT_EQ(historyCsvRow(span, {"gate", 1, 1, "=1+1"}, -std::chrono::minutes{210}),
              "2026-11-20T23:10-03:30,gate,1,1,\"'=1+1\",1,2.500,4,2,60.0\r\n");
}

TEST(HistoryCsv, KeepsTheTwoHoursApartWhereDaylightSavingEnds) {
    const CountSpan before{kMinute, 1, 1, 0, {}, 0};
    const CountSpan after{kMinute + 60, 1, 1, 0, {}, 0};
    const HistoryPlace place{"gate", 1, 1, "Till"};
    EXPECT_NE(historyCsvRow(before, place, std::chrono::hours{2}),
              historyCsvRow(after, place, std::chrono::hours{1}));
}

TEST(HistoryCsv, WritesTheManualsRows) {
    std::array<std::optional<CountSpan>, 5> spans;
    spans[0] = CountSpan{kMinute, 1, 4, 150'000'000, 60 * kSecond, 0};
    spans[2] = CountSpan{kMinute, 0, 0, 0, 60 * kSecond, 0};
    EXPECT_EQ(manualCsvHeader(), "time,camera,all,area1,area2,area3,area4\r\n");
    EXPECT_EQ(manualCsvRow(kMinute, "gate", spans, std::chrono::minutes{0}),
              "2026-11-21T02:40+00:00,gate,3,,0,,\r\n");
}

}  // namespace
}  // namespace ocellus::occupancy
