// SPDX-License-Identifier: Apache-2.0
#include "storage/csv_export.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/temporary_folder.h"
#include "support/zone_file.h"

namespace ocellus {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

class CsvExportTest : public ::testing::Test {
protected:
    void add(WallTime time, CountSpan span, const std::string& zone = "Till", int area = 1) {
        const std::array one{CameraMinute{"gate", {zone, time.time_since_epoch() / minutes{1}, span, area}}};
        ASSERT_TRUE(history_.add(one));
    }

    std::string text(CsvWish wish, const TimeZone& zone = {}) {
        auto rows = CsvExport::begin(history_, std::move(wish), zone);
        EXPECT_TRUE(rows) << rows.error().text();
        std::string text;
        while (rows->next(text).value()) {
            ++pieces_;
        }
        return text;
    }

    TemporaryFolder folder_;
    CountHistory history_ = CountHistory::open(folder_.path() / "history.db").value();
    int pieces_ = 0;
    const WallTime midnight_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
};

TEST_F(CsvExportTest, WritesEachObservedMinuteOfEachZone) {
    add(midnight_ + hours{9} + minutes{5}, {1, 4, 13000, 2, 6000});
    add(midnight_ + hours{9} + minutes{5}, {0, 5, 15000, 0, 6000}, "", 0);
    add(midnight_ + days{1}, {0, 0, 0, 0, 123}, "=cmd(), \"Door\"", 2);
    EXPECT_EQ(csvHeader(CsvLayout::Minutes),
              "time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n");
    EXPECT_EQ(text({"gate", 3, CsvLayout::Minutes, midnight_, midnight_ + days{2}}),
              "2026-11-21T09:05:00+00:00,gate,3,0,,0,2.50,5,0,60.00\r\n"
              "2026-11-21T09:05:00+00:00,gate,3,1,Till,1,2.17,4,2,60.00\r\n"
              "2026-11-22T00:00:00+00:00,gate,3,2,\"'=cmd(), \"\"Door\"\"\",0,0.00,0,0,1.23\r\n");
    EXPECT_EQ(pieces_, 2) << "a day at a time";
    EXPECT_EQ(text({"gate", 1, CsvLayout::Minutes, midnight_, midnight_ + days{2}, "Till"}),
              "2026-11-21T09:05:00+00:00,gate,1,1,Till,1,2.17,4,2,60.00\r\n");
    EXPECT_EQ(text({"yard", 1, CsvLayout::Minutes, midnight_, midnight_ + days{2}}), "");
}

TEST_F(CsvExportTest, WritesTheManualsColumns) {
    add(midnight_, {1, 4, 15000, 0, 6000}, "", 0);
    add(midnight_, {0, 0, 0, 0, 6000}, "Door", 2);
    add(midnight_ + minutes{2}, {7, 7, 700, 0, 100}, "Old name", 1);
    add(midnight_ + minutes{2}, {3, 3, 15000, 0, 5000}, "New name", 1);
    EXPECT_EQ(csvHeader(CsvLayout::Areas), "time,camera,all,area1,area2,area3,area4\r\n");
    EXPECT_EQ(text({"gate", 1, CsvLayout::Areas, midnight_, midnight_ + days{1}}),
              "2026-11-21T00:00:00+00:00,gate,3,,0,,\r\n"
              "2026-11-21T00:02:00+00:00,gate,,3,,,\r\n");
}

TEST_F(CsvExportTest, KeepsToTheMinutesThatWereAskedFor) {
    for (int i = 0; i < 3 * 1440; ++i) {
        add(midnight_ + minutes{i}, {1, 1, 6000, 0, 6000});
    }
    const auto rows = [&](WallTime from, WallTime to) {
        const std::string all = text({"gate", 1, CsvLayout::Minutes, from, to});
        return std::count(all.begin(), all.end(), '\n');
    };
    const auto check = [&] {
        EXPECT_EQ(rows(midnight_ + minutes{5}, midnight_ + minutes{7}), 2);
        EXPECT_EQ(rows(midnight_ + minutes{1435}, midnight_ + days{2} + minutes{3}), 5 + 1440 + 3);
        EXPECT_EQ(rows(midnight_ - days{700}, midnight_ + days{700}), 3 * 1440);
        EXPECT_EQ(rows(midnight_ + days{5}, midnight_ + days{6}), 0);
    };
    check();
    while (history_.compactOne(midnight_ + days{2} + hours{1}).value()) {
    }
    check();
}

// Local days of Berlin: 1380 and 1500 minutes, no time twice, all of them in order as moments.
TEST_F(CsvExportTest, TimesStayApartWhereAnHourComesTwice) {
    const TimeZone zone = test::berlin();
    for (const auto& [date, rows] : {std::pair{"2026-03-29", 23 * 60}, {"2026-10-25", 25 * 60}}) {
        const WallTime from = zone.startOf(parseDay(date).value());
        const WallTime to = zone.startOf(parseDay(date).value() + days{1});
        for (WallTime time = from - hours{1}; time < to + hours{1}; time += minutes{1}) {
            add(time, {1, 1, 6000, 0, 6000});
        }
        const std::string all = text({"gate", 1, CsvLayout::Minutes, from, to}, zone);
        WallTime expected = from;
        int found = 0;
        for (std::size_t at = 0; at < all.size(); at = all.find('\n', at) + 1) {
            const std::string time = all.substr(at, 25);
            ASSERT_EQ(time.substr(0, 10), date);
            ASSERT_EQ(fromIso8601(time), expected) << time;
            expected += minutes{1};
            ++found;
        }
        EXPECT_EQ(found, rows) << date;
    }
    const std::string twice =
        text({"gate", 1, CsvLayout::Minutes, fromIso8601("2026-10-25T00:30:00Z").value(),
              fromIso8601("2026-10-25T00:31:00Z").value()},
             zone) +
        text({"gate", 1, CsvLayout::Minutes, fromIso8601("2026-10-25T01:30:00Z").value(),
              fromIso8601("2026-10-25T01:31:00Z").value()},
             zone);
    EXPECT_EQ(twice,
              "2026-10-25T02:30:00+02:00,gate,1,1,Till,1,1.00,1,0,60.00\r\n"
              "2026-10-25T02:30:00+01:00,gate,1,1,Till,1,1.00,1,0,60.00\r\n");
}

TEST_F(CsvExportTest, PlacesBesideWholeHoursHaveTheirOwnTime) {
    add(fromIso8601("2026-11-21T18:29:00Z").value(), {1, 1, 6000, 0, 6000});
    add(fromIso8601("2026-11-21T18:30:00Z").value(), {1, 1, 6000, 0, 6000});
    const std::string india =
        text({"gate", 1, CsvLayout::Minutes, midnight_, midnight_ + days{1}}, test::zoneOf("IST-5:30"));
    EXPECT_EQ(india.substr(0, 25), "2026-11-21T23:59:00+05:30");
    EXPECT_EQ(india.substr(india.find('\n') + 1, 25), "2026-11-22T00:00:00+05:30");
    const std::string west =
        text({"gate", 1, CsvLayout::Minutes, midnight_, midnight_ + days{1}}, test::zoneOf("<-0330>3:30"));
    EXPECT_EQ(west.substr(0, 25), "2026-11-21T14:59:00-03:30");
}

}  // namespace
}  // namespace ocellus
