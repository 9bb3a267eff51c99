// SPDX-License-Identifier: Apache-2.0
#include "storage/count_history.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "support/temporary_folder.h"

namespace ocellus {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

class CountHistoryTest : public ::testing::Test {
protected:
    void SetUp() override { reopen(); }

    void reopen() {
        history_.reset();
        auto opened = CountHistory::open(folder_.path() / "history.db");
        ASSERT_TRUE(opened) << opened.error().text();
        history_.emplace(std::move(*opened));
    }

    void add(WallTime time, CountSpan span, const std::string& zone = "Till") {
        const auto minute = std::chrono::floor<minutes>(time).time_since_epoch().count();
        const std::array one{CameraMinute{"gate", {zone, minute, span, zone == "Till" ? 1 : 2}}};
        ASSERT_TRUE(history_->add(one));
    }

    struct Point {
        WallTime start;
        CountSpan span;
    };

    // Stretches of equal length; those with data.
    std::vector<Point> chart(WallTime from, WallTime to, minutes step, std::int64_t zone = 1) {
        std::vector<WallTime> edges;
        for (WallTime edge = from; edge < to; edge += step) {
            edges.push_back(edge);
        }
        edges.push_back(to);
        const auto spans = history_->chart(zone, edges);
        EXPECT_TRUE(spans) << spans.error().text();
        std::vector<Point> points;
        for (std::size_t i = 0; spans && i < spans->size(); ++i) {
            if ((*spans)[i] != CountSpan{}) {
                points.push_back({edges[i], (*spans)[i]});
            }
        }
        return points;
    }

    int compactAll(WallTime now) {
        int turns = 0;
        while (history_->compactOne(now).value()) {
            ++turns;
        }
        return turns;
    }

    TemporaryFolder folder_;
    std::optional<CountHistory> history_;
    const WallTime midnight_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
};

TEST_F(CountHistoryTest, AMinuteStoredTwiceIsJoined) {
    add(midnight_, {2, 5, 9000, 1, 3000});
    add(midnight_, {1, 3, 6000, 2, 3000});
    add(midnight_, {0, 0, 0, 1, 0});  // an alarm of a time that was not observed
    const auto points = chart(midnight_, midnight_ + hours{1}, minutes{1});
    ASSERT_EQ(points.size(), 1U);
    EXPECT_EQ(points[0].span, (CountSpan{1, 5, 15000, 4, 6000}));
    EXPECT_DOUBLE_EQ(points[0].span.mean(), 2.5);
}

TEST_F(CountHistoryTest, ChartsAreTheSameFromRowsAndFromBlobs) {
    std::mt19937 random{3};
    for (int i = 0; i < 3 * 1440; ++i) {
        if (random() % 4 != 0) {
            const auto low = static_cast<std::uint32_t>(random() % 5);
            add(midnight_ + minutes{i}, {low, low + 2, (low + 1) * 6000, 0, 6000});
        }
    }
    const WallTime to = midnight_ + days{3};
    const std::array steps{minutes{1}, minutes{7}, minutes{15}, minutes{60}, minutes{1440}};
    std::vector<std::vector<Point>> before;
    for (const minutes step : steps) {
        before.push_back(chart(midnight_, to, step));
    }
    EXPECT_EQ(compactAll(midnight_ + days{2} + hours{5}), 2) << "today stays in rows";
    reopen();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto after = chart(midnight_, to, steps[i]);
        ASSERT_EQ(after.size(), before[i].size()) << steps[i].count();
        for (std::size_t k = 0; k < after.size(); ++k) {
            EXPECT_EQ(after[k].start, before[i][k].start);
            EXPECT_EQ(after[k].span, before[i][k].span);
        }
    }
    EXPECT_EQ(before.back().size(), 3U);
}

TEST_F(CountHistoryTest, HoursAreThoseOfTheirMinutes) {
    for (int i = 0; i < 240; ++i) {
        add(midnight_ + minutes{i}, {1, static_cast<std::uint32_t>(i), 6000, 1, 6000});
    }
    const auto rolled = chart(midnight_, midnight_ + hours{4}, minutes{60});
    // A step that is no whole hour goes by minutes: the plain way.
    const auto plain = chart(midnight_, midnight_ + minutes{239}, minutes{60});
    ASSERT_EQ(rolled.size(), 4U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(rolled[i].start, plain[i].start);
        EXPECT_EQ(rolled[i].span, plain[i].span);
    }
}

// A day of 25 local hours, seen from Berlin: the caller gives the borders, and all of it is there.
TEST_F(CountHistoryTest, ADayIsWhoseDayTheCallerSays) {
    const WallTime start{std::chrono::sys_days{std::chrono::year{2026} / 10 / 24} + hours{22}};
    for (int i = -60; i < 26 * 60; ++i) {
        add(start + minutes{i}, {1, 1, 6000, 0, 6000});
    }
    const auto points = chart(start, start + hours{25}, hours{25});
    ASSERT_EQ(points.size(), 1U);
    EXPECT_EQ(points[0].span.hundredths, 25U * 60U * 6000U);
}

TEST_F(CountHistoryTest, NoDataIsNoPoint) {
    add(midnight_, {0, 0, 0, 0, 6000});
    add(midnight_ + hours{3}, {0, 0, 0, 0, 6000});
    EXPECT_EQ(chart(midnight_, midnight_ + days{1}, hours{1}).size(), 2U);
    EXPECT_TRUE(chart(midnight_, midnight_ + days{1}, hours{1}, 77).empty()) << "no such zone";
    EXPECT_FALSE(history_->chart(1, std::array{midnight_, midnight_}));
    EXPECT_FALSE(history_->chart(1, std::array{midnight_}));
}

TEST_F(CountHistoryTest, ALateMinuteOfACompactedDayIsTakenIn) {
    add(midnight_, {1, 1, 6000, 0, 6000});
    compactAll(midnight_ + days{1} + hours{1});
    add(midnight_ + minutes{1}, {2, 2, 12000, 0, 6000});
    add(midnight_, {3, 3, 18000, 0, 6000});
    EXPECT_EQ(chart(midnight_, midnight_ + days{1}, minutes{1}).size(), 2U);
    compactAll(midnight_ + days{1} + hours{1});
    const auto points = chart(midnight_, midnight_ + days{1}, minutes{1});
    ASSERT_EQ(points.size(), 2U);
    EXPECT_EQ(points[0].span, (CountSpan{1, 3, 24000, 0, 12000}));
}

// OCC-70: 732 days, and what is older goes.
TEST_F(CountHistoryTest, KeepsTwoYearsAndNoMore) {
    for (int day = 0; day < 740; ++day) {
        add(midnight_ + days{day}, {1, 1, 6000, 0, 6000});
    }
    const WallTime now = midnight_ + days{739} + hours{12};
    compactAll(now);
    while (history_->removeOld(now, 3).value() > 0) {
    }
    const auto points = chart(midnight_, now + hours{12}, days{1});
    EXPECT_EQ(points.size(), 733U) << "732 days and today";
    EXPECT_EQ(points.front().start, midnight_ + days{7});
    int read = 0;
    ASSERT_TRUE(history_->eachMinute(1, midnight_, now, [&](auto, const auto&) { return ++read > 0; }));
    EXPECT_EQ(read, 733);
}

TEST_F(CountHistoryTest, AZoneHasTheNumberThatItHadLast) {
    const std::array first{CameraMinute{"gate", {"Till", 1, {1, 1, 6000, 0, 6000}, 2}},
                           CameraMinute{"gate", {"", 1, {1, 1, 6000, 0, 6000}, 0}},
                           CameraMinute{"yard", {"Till", 1, {1, 1, 6000, 0, 6000}, 1}}};
    ASSERT_TRUE(history_->add(first));
    add(midnight_, {1, 1, 6000, 0, 6000});
    const auto zones = history_->zonesOf("gate").value();
    ASSERT_EQ(zones.size(), 2U);
    EXPECT_EQ(zones[0].zone, "") << "the whole picture comes first";
    EXPECT_EQ(zones[1].area, 1);
    EXPECT_EQ(history_->zones().value().size(), 3U);
}

// Edges that are no whole hours go by minutes, and they need not be equally far apart.
TEST_F(CountHistoryTest, EdgesMayLieAnywhere) {
    for (int i = 0; i < 180; ++i) {
        add(midnight_ + minutes{i}, {1, 1, 6000, 1, 6000});
    }
    const std::array edges{midnight_ + minutes{30}, midnight_ + minutes{31}, midnight_ + minutes{90},
                           midnight_ + minutes{90}, midnight_ + minutes{400}};
    const auto spans = history_->chart(1, edges).value();
    ASSERT_EQ(spans.size(), 4U);
    EXPECT_EQ(spans[0].alarms, 1U);
    EXPECT_EQ(spans[1].alarms, 59U);
    EXPECT_EQ(spans[2].alarms, 0U);
    EXPECT_EQ(spans[3].alarms, 90U);
}

}  // namespace
}  // namespace ocellus
