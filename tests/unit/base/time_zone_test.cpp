// SPDX-License-Identifier: Apache-2.0
#include "base/time_zone.h"

#include <gtest/gtest.h>

#include <ctime>
#include <random>

#include "base/time_zone_file.h"
#include "support/zone_file.h"

namespace ocellus {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;

WallTime at(const char* text) {
    return fromIso8601(text).value();
}

local_days day(const char* text) {
    return parseDay(text).value();
}

TEST(TimeZone, IsUtcUnlessToldOtherwise) {
    const TimeZone zone;
    EXPECT_EQ(zone.name(), "UTC");
    EXPECT_EQ(zone.offsetAt(at("2026-07-01T00:00:00Z")), minutes{0});
    EXPECT_EQ(zone.startOf(day("2026-07-01")), at("2026-07-01T00:00:00Z"));
    EXPECT_EQ(zone.dayOf(at("2026-07-01T23:59:59Z")), day("2026-07-01"));
}

TEST(TimeZone, DaylightSavingBeginsAndEndsOnTheDay) {
    const TimeZone zone = test::berlin();
    EXPECT_EQ(zone.offsetAt(at("2026-03-29T00:59:59Z")), hours{1});
    EXPECT_EQ(zone.offsetAt(at("2026-03-29T01:00:00Z")), hours{2});
    EXPECT_EQ(zone.offsetAt(at("2026-10-25T00:59:59Z")), hours{2});
    EXPECT_EQ(zone.offsetAt(at("2026-10-25T01:00:00Z")), hours{1});
    const auto summer = zone.periodAt(at("2026-07-01T00:00:00Z"));
    EXPECT_EQ(summer.begin, at("2026-03-29T01:00:00Z"));
    EXPECT_EQ(summer.end, at("2026-10-25T01:00:00Z"));
}

TEST(TimeZone, DaysHave23And24And25Hours) {
    const TimeZone zone = test::berlin();
    const auto length = [&](const char* text) {
        return zone.startOf(day(text) + days{1}) - zone.startOf(day(text));
    };
    EXPECT_EQ(length("2026-03-28"), hours{24});
    EXPECT_EQ(length("2026-03-29"), hours{23});
    EXPECT_EQ(length("2026-10-25"), hours{25});
    EXPECT_EQ(zone.startOf(day("2026-10-25")), at("2026-10-24T22:00:00Z"));
    EXPECT_EQ(zone.dayOf(at("2026-10-24T21:59:59Z")), day("2026-10-24"));
    EXPECT_EQ(zone.dayOf(at("2026-10-24T22:00:00Z")), day("2026-10-25"));
}

TEST(TimeZone, ADayWhoseMidnightIsLeftOutBeginsAfterIt) {
    // Clocks go from 24:00 of Thursday to 01:00.
    const TimeZone zone = test::zoneOf("EET-2EEST,M4.5.5/0,M10.5.4/24");
    EXPECT_EQ(zone.startOf(day("2026-04-24")), at("2026-04-23T22:00:00Z"));
    EXPECT_EQ(zone.offsetAt(zone.startOf(day("2026-04-24"))), hours{3});
    EXPECT_EQ(zone.startOf(day("2026-04-25")) - zone.startOf(day("2026-04-24")), hours{23});
}

TEST(TimeZone, TakesOffsetsThatAreNoWholeHours) {
    EXPECT_EQ(test::zoneOf("IST-5:30").offsetAt(at("2026-01-01T00:00:00Z")), minutes{330});
    EXPECT_EQ(test::zoneOf("<-0330>3:30").offsetAt(at("2026-01-01T00:00:00Z")), -minutes{210});
    const TimeZone howe = test::zoneOf("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    EXPECT_EQ(howe.offsetAt(at("2026-01-01T00:00:00Z")), minutes{660});
    EXPECT_EQ(howe.offsetAt(at("2026-07-01T00:00:00Z")), minutes{630});
}

TEST(TimeZone, ReadsDaysOfTheYear) {
    const TimeZone zone = test::zoneOf("AAA0BBB,J60/0,300/0");  // March 1st in every year; the 301st day
    EXPECT_EQ(zone.offsetAt(at("2027-03-01T00:00:00Z")), hours{1});
    EXPECT_EQ(zone.offsetAt(at("2028-02-29T12:00:00Z")), hours{0});
    EXPECT_EQ(zone.offsetAt(at("2028-03-01T00:00:00Z")), hours{1});
    EXPECT_EQ(zone.offsetAt(at("2027-10-27T22:59:59Z")), hours{1});
    EXPECT_EQ(zone.offsetAt(at("2027-10-27T23:00:00Z")), hours{0});
}

TEST(TimeZone, ListedChangesGoBeforeTheRule) {
    const auto file =
        test::zoneFile("CET-1CEST,M3.5.0,M10.5.0/3", {{1'000'000'000, 7200}, {1'700'000'000, 3600}}, 1800);
    const TimeZone zone = TimeZone::parse("Test/Zone", file).value();
    EXPECT_EQ(zone.offsetAt(WallTime{std::chrono::seconds{999'999'999}}), minutes{30});
    EXPECT_EQ(zone.offsetAt(WallTime{std::chrono::seconds{1'600'000'000}}), hours{2});
    EXPECT_EQ(zone.periodAt(WallTime{std::chrono::seconds{1'700'000'001}}).begin,
              WallTime{std::chrono::seconds{1'700'000'000}});
    EXPECT_EQ(zone.offsetAt(at("2026-07-01T00:00:00Z")), hours{2});
}

TEST(TimeZone, RefusesWhatIsNoZoneFile) {
    EXPECT_FALSE(TimeZone::parse("x", {}));
    const auto good = test::zoneFile("CET-1CEST,M3.5.0,M10.5.0/3", {{1'000'000'000, 7200}});
    ASSERT_TRUE(TimeZone::parse("x", good));
    for (std::size_t length = 0; length < 44 + 6 + 4 + 44 + 8; ++length) {
        EXPECT_FALSE(TimeZone::parse("x", std::span(good).first(length))) << length;
    }
    for (const char* rule : {"CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "X-1",
                             "CET-999", "CET-1CEST,M3.5.0,M10.5.0/3x"}) {
        EXPECT_FALSE(TimeZone::parse("x", test::zoneFile(rule))) << rule;
    }
    // Whatever the bytes, it ends and says something.
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        auto bytes = good;
        for (int k = 0; k < 3; ++k) {
            bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        }
        if (const auto zone = TimeZone::parse("x", bytes)) {
            (void)zone->startOf(day("2026-10-25"));
        }
    }
}

// The machine's zones against the machine's own arithmetic.
TEST(TimeZone, AgreesWithTheMachine) {
    int checked = 0;
    for (const char* name :
         {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Tokyo",
          "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns"}) {
        const auto zone = loadTimeZone(name);
        if (!zone) {
            continue;  // no tzdata here
        }
        ::setenv("TZ", name, 1);
        ::tzset();
        std::mt19937_64 random(3);
        for (int i = 0; i < 2000; ++i) {
            const auto time = static_cast<std::time_t>(random() % 3'000'000'000ULL);
            std::tm parts{};
            ::localtime_r(&time, &parts);
            ASSERT_EQ(zone->offsetAt(WallTime{std::chrono::seconds{time}}).count(), parts.tm_gmtoff / 60)
                << name << " " << time;
        }
        for (int i = 0; i < 400; ++i) {
            const local_days one = day("2010-01-01") + days{static_cast<int>(random() % 9000)};
            const WallTime start = zone->startOf(one);
            ASSERT_LE(zone->dayOf(start - minutes{1}), one) << name;
            ASSERT_GE(zone->dayOf(start), one) << name << " " << toText(one);
        }
        ++checked;
    }
    ::unsetenv("TZ");
    ::tzset();
    if (checked == 0) {
        GTEST_SKIP() << "the package tzdata is not installed";
    }
}

TEST(TimeZoneFile, RefusesNamesThatAreNone) {
    for (const char* name : {"Europe/Nowhere", "../../etc/passwd", "/etc/passwd", "Europe", "a b"}) {
        const auto zone = loadTimeZone(name);
        ASSERT_FALSE(zone) << name;
        EXPECT_NE(zone.error().remedy.find("Europe/Berlin"), std::string::npos);
    }
    EXPECT_TRUE(loadTimeZone("UTC"));
    EXPECT_TRUE(loadTimeZone("")) << "the machine's own";
}

TEST(Day, IsWrittenAndRead) {
    EXPECT_EQ(toText(day("2026-11-21")), "2026-11-21");
    for (const char* wrong : {"2026-02-30", "2026-1-1", "", "2026-11-21T", "20261121xx"}) {
        EXPECT_FALSE(parseDay(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace ocellus
