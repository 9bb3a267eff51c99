// SPDX-License-Identifier: Apache-2.0
// The history over REST: charts, heat map, CSV; whose counts they are; days of 23 and 25 hours.
#include <algorithm>
#include <array>

#include "server/api/history_span.h"
#include "support/zone_file.h"
#include "unit/server/house.h"

namespace ocellus {
namespace {

using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* kRoot = "/api/v1/cameras/gate/history";

class HistoryTest : public House {
protected:
    HistoryTest() {
        router_.reset();
        devices_.reset();
        authenticator_.reset();
        opened_.reset();
        opened_ = std::move(Store::open(folder_.path(), clock_, {}, test::berlin()).value());
        authenticator_ = std::make_unique<Authenticator>(*opened_, clock_, kCheapHash);
        devices_ = std::make_unique<DeviceDigest>(*opened_, clock_);
        const ApiContext context{host_, *opened_, *authenticator_, *devices_, clock_};
        router_ = std::make_unique<Router>(context, apiRoutes(context), StaticFiles(folder_.path() / "web"));
        addUser("vera", Role::Viewer);
        vera_ = loggedIn("vera");
    }

    // One count in each minute of [from, to).
    void count(const char* from, const char* to, CountSpan span = {1, 3, 12000, 1, 6000},
               const std::string& zone = "Till", int area = 1, const std::string& camera = "gate") {
        std::vector<CameraMinute> all;
        for (WallTime time = fromIso8601(from).value(); time < fromIso8601(to).value(); time += minutes{1}) {
            all.push_back({camera, {zone, time.time_since_epoch() / minutes{1}, span, area}});
        }
        ASSERT_TRUE(opened_->run([&](Tables& tables) { return tables.history.add(all); }));
    }

    json get(const std::string& target) {
        const Response response = call(Method::Get, target, vera_);
        EXPECT_EQ(response.status, 200) << response.text;
        return bodyOf(response);
    }

    int statusOf(const std::string& target) { return call(Method::Get, target, vera_).status; }

    std::string csv(const std::string& query, std::size_t* largest = nullptr) {
        Answer answer = ask(makeRequest(Method::Get, std::string(kRoot) + ".csv" + query, vera_));
        auto* download = std::get_if<DownloadAnswer>(&answer);
        if (download == nullptr) {
            ADD_FAILURE() << std::get<Response>(answer).text;
            return {};
        }
        head_ = download->head;
        stillAllowed_ = download->stillAllowed;
        std::string all;
        for (bool more = true; more;) {
            std::string piece;
            more = download->download->next(piece).value();
            if (largest != nullptr) {
                *largest = std::max(*largest, piece.size());
            }
            all += piece;
        }
        return all;
    }

    Visitor vera_;
    HeaderFields head_;
    std::function<bool()> stillAllowed_;
};

TEST_F(HistoryTest, ADayByTheHourHasItsFiguresAndItsGaps) {
    count("2026-11-21T08:00:00Z", "2026-11-21T09:30:00Z");
    count("2026-11-21T08:00:00Z", "2026-11-21T08:01:00Z", {0, 9, 30000, 0, 6000}, "", 0);
    const json day = get(std::string(kRoot) + "?from=2026-11-21&to=2026-11-21&grain=hour");
    EXPECT_EQ(day["camera"], "gate");
    EXPECT_EQ(day["time_zone"], "Test/Zone");
    EXPECT_EQ(day["from"], "2026-11-20T23:00:00.000Z");
    EXPECT_EQ(day["grain"], "hour");
    ASSERT_EQ(day["start"].size(), 24U);
    EXPECT_EQ(day["start"][0],
              fromIso8601("2026-11-20T23:00:00Z")->time_since_epoch() / std::chrono::seconds{1});
    ASSERT_EQ(day["zones"].size(), 2U);
    EXPECT_EQ(day["zones"][0]["area"], 0) << "the whole picture comes first";
    const json& till = day["zones"][1];
    EXPECT_EQ(till["name"], "Till");
    EXPECT_EQ(till["mean"][8], nullptr) << "no data is not zero";
    EXPECT_EQ(till["seconds"][8], 0);
    EXPECT_EQ(till["alarms"][8], 0);
    EXPECT_EQ(till["minimum"][9], 1);
    EXPECT_EQ(till["mean"][9], 2.0);
    EXPECT_EQ(till["maximum"][9], 3);
    EXPECT_EQ(till["alarms"][9], 60);
    EXPECT_EQ(till["seconds"][9], 3600);
    EXPECT_EQ(till["seconds"][10], 1800);
    const json one = get(std::string(kRoot) + "?from=2026-11-21&to=2026-11-21&grain=hour&zone=Till");
    ASSERT_EQ(one["zones"].size(), 1U);
    EXPECT_EQ(one["zones"][0], till);
    EXPECT_EQ(get(std::string(kRoot) + "?from=2026-11-21&to=2026-11-21&grain=hour&zone=")["zones"][0]["area"],
              0);
}

TEST_F(HistoryTest, DaysHaveTheHoursOfThePlace) {
    count("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    count("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    const json spring = get(std::string(kRoot) + "?from=2026-03-28&to=2026-03-30&grain=day");
    EXPECT_EQ(spring["zones"][0]["seconds"], json({0, 23 * 3600, 0}));
    const json autumn = get(std::string(kRoot) + "?from=2026-10-24&to=2026-10-26&grain=day");
    EXPECT_EQ(autumn["zones"][0]["seconds"], json({0, 25 * 3600, 0}));
    EXPECT_EQ(get(std::string(kRoot) + "?from=2026-03-29&to=2026-03-29&grain=hour")["start"].size(), 23U);
    EXPECT_EQ(get(std::string(kRoot) + "?from=2026-10-25&to=2026-10-25&grain=minute")["start"].size(), 1500U);
    // A week begins on Monday, also where it is the week in which clocks change.
    const json week = get(std::string(kRoot) + "?from=2026-10-21&to=2026-10-27&grain=week");
    EXPECT_EQ(week["start"],
              json({fromIso8601("2026-10-18T22:00:00Z")->time_since_epoch() / std::chrono::seconds{1},
                    fromIso8601("2026-10-25T23:00:00Z")->time_since_epoch() / std::chrono::seconds{1}}));
    EXPECT_EQ(week["zones"][0]["seconds"], json({25 * 3600, 0}));
    // Two o'clock comes twice: both hours are in it.
    const json twice = get(std::string(kRoot) + "?from=2026-10-25T02:00&to=2026-10-25T03:00");
    EXPECT_EQ(twice["start"].size(), 120U);
}

TEST_F(HistoryTest, TheHeatMapIsByWeekdayAndHourOfThePlace) {
    count("2026-11-16T07:00:00Z", "2026-11-16T08:00:00Z", {0, 4, 12000, 0, 6000});  // Monday, 8 in Berlin
    count("2026-07-06T06:00:00Z", "2026-07-06T07:00:00Z", {2, 6, 24000, 0, 6000});  // the same in summer
    const json map = get(std::string(kRoot) + "/heat-map?from=2026-06-01&to=2026-11-30");
    ASSERT_EQ(map["zones"].size(), 1U);
    const json& week = map["zones"][0]["days"];
    ASSERT_EQ(week.size(), 7U);
    ASSERT_EQ(week[0]["mean"].size(), 24U);
    EXPECT_EQ(week[0]["mean"][8], 3.0);
    EXPECT_EQ(week[0]["minimum"][8], 0);
    EXPECT_EQ(week[0]["maximum"][8], 6);
    EXPECT_EQ(week[0]["seconds"][8], 7200);
    EXPECT_EQ(week[0]["mean"][7], nullptr);
    EXPECT_EQ(week[1]["mean"][8], nullptr);
}

TEST_F(HistoryTest, TheExportHasEveryMinuteAndIsMadeAPieceAtATime) {
    count("2026-10-20T22:00:00Z", "2026-10-30T23:00:00Z");
    std::size_t largest = 0;
    const std::string text = csv("?from=2026-10-21&to=2026-10-30", &largest);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 10 * 1440 + 60) << "with the day of 25 hours";
    EXPECT_EQ(text.substr(0, text.find('\n') + 1),
              "time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n");
    EXPECT_NE(text.find("2026-10-21T00:00:00+02:00,gate,1,1,Till,1,2.00,3,1,60.00\r\n"), std::string::npos);
    EXPECT_NE(text.find("2026-10-30T23:59:00+01:00,gate,"), std::string::npos);
    EXPECT_LT(largest, 512U * 1024U);
    EXPECT_GT(text.size(), 2 * largest) << "in more than one piece";
    EXPECT_EQ(head_.find("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_EQ(head_.find("Content-Disposition"), "attachment; filename=\"gate_2026-10-21_2026-10-30.csv\"");
    EXPECT_EQ(csv("?from=2026-10-21&to=2026-10-21&layout=areas").substr(0, 40),
              "time,camera,all,area1,area2,area3,area4\r");
    EXPECT_EQ(csv("?from=2020-01-01&to=2020-01-31"),
              "time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n");
}

TEST_F(HistoryTest, AnExportEndsWithItsSession) {
    count("2026-10-20T22:00:00Z", "2026-10-20T22:05:00Z");
    csv("?from=2026-10-21&to=2026-10-21");
    EXPECT_TRUE(stillAllowed_());
    ASSERT_EQ(call(Method::Delete, "/api/v1/session", vera_).status, 204);
    EXPECT_FALSE(stillAllowed_());
}

TEST_F(HistoryTest, CountsOfOthersDoNotExist) {
    addUser("yara", Role::Operator, std::vector<std::string>{"yard"});
    const Visitor yara = loggedIn("yara");
    count("2026-11-21T08:00:00Z", "2026-11-21T08:05:00Z");
    for (const char* path : {"/history", "/history/heat-map", "/history.csv"}) {
        EXPECT_EQ(call(Method::Get, std::string("/api/v1/cameras/gate") + path, yara).status, 404) << path;
        EXPECT_EQ(call(Method::Get, std::string("/api/v1/cameras/none") + path, vera_).status, 404) << path;
        EXPECT_EQ(call(Method::Get, std::string("/api/v1/cameras/..%20") + path, vera_).status, 404) << path;
        EXPECT_EQ(call(Method::Get, std::string("/api/v1/cameras/gate") + path).status, 401) << path;
    }
}

TEST_F(HistoryTest, ACameraThatWasRemovedKeepsItsCounts) {
    count("2026-11-21T08:00:00Z", "2026-11-21T08:05:00Z", {1, 1, 6000, 0, 6000}, "Door", 1, "attic");
    EXPECT_EQ(get("/api/v1/cameras/attic/history?from=2026-11-21&to=2026-11-21")["zones"].size(), 1U);
}

TEST_F(HistoryTest, WhatCannotBeAnsweredIsRefusedInWords) {
    for (const char* query :
         {"?from=yesterday", "?to=2026-13-01", "?from=2026-11-22&to=2026-11-21", "?grain=second",
          "?from=2026-01-01&to=2026-12-31", "?from=1900-01-01&to=1900-01-02",
          "?from=2026-11-21T08:00&to=2026-11-21T08:00"}) {
        const Response response = call(Method::Get, std::string(kRoot) + query, vera_);
        EXPECT_EQ(response.status, 400) << query;
        EXPECT_NE(bodyOf(response)["error"]["remedy"], "") << query;
    }
    EXPECT_EQ(statusOf(std::string(kRoot) + "/heat-map?from=2020-01-01&to=2026-12-31"), 400);
    EXPECT_EQ(statusOf(std::string(kRoot) + ".csv?layout=excel"), 400);
    EXPECT_EQ(statusOf(std::string(kRoot) + "?from=2026-01-01&to=2026-12-31&grain=day"), 200);
}

TEST(HistorySpan, HoursKeepToThePlaceWhereClocksGoByHalfAnHour) {
    const TimeZone howe = test::zoneOf("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    const WallTime from = howe.startOf(parseDay("2026-04-05").value());
    const WallTime to = howe.startOf(parseDay("2026-04-06").value());
    ASSERT_EQ(to - from, minutes{24 * 60 + 30});
    const auto edges = edgesOf({from, to}, HistoryGrain::Hour, howe, 100).value();
    EXPECT_EQ(edges.front(), from);
    EXPECT_EQ(edges.back(), to);
    for (std::size_t i = 1; i < edges.size(); ++i) {
        ASSERT_LT(edges[i - 1], edges[i]);
        ASSERT_LE(edges[i] - edges[i - 1], minutes{90});
        const auto local = edges[i] + howe.offsetAt(edges[i]);
        ASSERT_EQ(local.time_since_epoch() % hours{1}, Duration{}) << i;
    }
    const TimeZone india = test::zoneOf("IST-5:30");
    const WallTime midnight = india.startOf(parseDay("2026-04-05").value());
    EXPECT_EQ(edgesOf({midnight, midnight + days{1}}, HistoryGrain::Hour, india, 100)->size(), 25U);
}

}  // namespace
}  // namespace ocellus
