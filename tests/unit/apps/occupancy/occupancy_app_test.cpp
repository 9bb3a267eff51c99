// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/occupancy_app.h"

#include <cmath>

#include "unit/apps/occupancy/app_fixture.h"
#include "unit/apps/occupancy/scenario.h"

namespace ocellus::occupancy::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kTwoZones = R"({"zones": [
    {"name": "Left", "polygon": [[0, 0], [0.6, 0], [0.6, 1], [0, 1]], "threshold": 1, "time": 2},
    {"name": "Right", "polygon": [[0.4, 0], [1, 0], [1, 1], [0.4, 1]], "threshold": 2, "time": 2},
    {"name": "Off", "enabled": false, "threshold": 1, "time": 2}]})";

const Box kLeft{0.1, 0.5, 0.1, 0.3};
const Box kMiddle{0.45, 0.5, 0.1, 0.3};
const Box kRight{0.8, 0.5, 0.1, 0.3};

json countsOf(const OccupancyApp& app) {
    json counts = json::object();
    app.visitCounts([&counts](int /*area*/, const std::string& zone, int count) { counts[zone] = count; });
    return counts;
}

// The scenarios once more, with people drawn into the picture and the alarms read from the events.
TEST(OccupancyApp, DoesWhatTheScenariosTell) {
    for (const Scenario& scenario : readScenarios(OCELLUS_SOURCE_DIR "/tests/scenario/occupancy")) {
        OccupancySettings settings;
        settings.resetPercent = static_cast<ResetPercent>(scenario.settings.resetPercent);
        settings.pauseLimit = scenario.settings.pauseLimit;
        settings.repeat = scenario.settings.repeat;
        settings.alarmDeactivation = scenario.settings.alarmDeactivation;
        settings.belowThreshold = scenario.settings.belowThreshold;
        settings.alarmNotification = scenario.settings.alarmNotification;
        settings.zones[0].threshold = scenario.settings.threshold;
        settings.zones[0].time = scenario.settings.time;
        OccupancyApp app(settings, hundredth);
        Observation observation = pictureAt(0);
        EXPECT_EQ(play(scenario,
                       [&](Instant captured, WallTime stamp, int count) {
                           observation.captured = captured;
                           observation.stamp = stamp;
                           observation.tracks.assign(static_cast<std::size_t>(count), human(7, kLeft));
                           Heard heard;
                           app.observe(observation, heard);
                           Answer answer;
                           const json zone = app.liveState()["zones"][0];
                           answer.shown.state = zone["state"] == "running"  ? ZoneState::Running
                                                : zone["state"] == "paused" ? ZoneState::Paused
                                                                            : ZoneState::Reset;
                           answer.shown.timer = fromSeconds(zone["timer"].get<double>());
                           answer.shown.alarm = zone["alarm"].get<bool>();
                           for (const AppEvent& event : heard.events) {
                               EXPECT_EQ(event.captured, captured);
                               EXPECT_EQ(event.stamp, stamp);
                               if (event.type == "alarm_end") {
                                   answer.said.push_back({Said::What::End, captured, false});
                               } else if (event.type == "alarm") {
                                   const bool start = event.fields["state"] == "start";
                                   answer.said.push_back({start ? Said::What::Start : Said::What::Repeat,
                                                          captured, !event.notify});
                               }
                           }
                           return answer;
                       }),
                  "");
    }
}

TEST(OccupancyApp, CountsAPersonInEachZoneThatOverlaps) {
    OccupancyApp app(settingsFrom(kTwoZones), hundredth);
    Heard heard;
    app.observe(pictureAt(0, {human(1, kLeft), human(2, kMiddle), human(3, kRight)}), heard);
    EXPECT_EQ(countsOf(app), (json{{"Left", 2}, {"Right", 2}}));
    EXPECT_EQ(app.objects(), 3) << "and once in the picture";
}

TEST(OccupancyApp, CountsPeopleOutsideAllZonesAsObjectsOnly) {
    OccupancyApp app(settingsFrom(R"({"zones": [{"polygon": [[0, 0], [0.3, 0], [0.3, 1]]}]})"), hundredth);
    Heard heard;
    app.observe(pictureAt(0, {human(1, kRight)}), heard);
    EXPECT_EQ(countsOf(app), (json{{"Area 1", 0}}));
    EXPECT_EQ(app.objects(), 1);
}

// OCC-23: the zone ends above the feet.
TEST(OccupancyApp, AsksForTheReferencePoint) {
    const std::string zone = R"("zones": [{"polygon": [[0, 0.4], [1, 0.4], [1, 0.7], [0, 0.7]]}])";
    const auto inZone = [&zone](const std::string& point) {
        OccupancyApp app(settingsFrom(R"({"reference_point": ")" + point + "\", " + zone + "}"), hundredth);
        Heard heard;
        app.observe(pictureAt(0, {human(1, {0.4, 0.5, 0.1, 0.3}), human(2, {0.4, 0.3, 0.1, 0.3})}), heard);
        return countsOf(app)["Area 1"].get<int>();
    };
    EXPECT_EQ(inZone("bottom"), 1);
    EXPECT_EQ(inZone("center"), 2);
    EXPECT_EQ(inZone("top"), 1);
}

TEST(OccupancyApp, AFootOnTheEdgeOfThePictureIsInside) {
    OccupancyApp app({}, hundredth);
    Heard heard;
    app.observe(pictureAt(0, {human(1, {0.95, 0.7, 0.1, 0.4})}), heard);
    EXPECT_EQ(countsOf(app)["Area 1"], 1);
}

TEST(OccupancyApp, TellsAlarmsWithAllTheirFields) {
    OccupancyApp app(settingsFrom(kTwoZones), hundredth);
    Heard heard;
    for (double at = 0; at <= 4.5; at += 0.5) {
        app.observe(pictureAt(at, {human(1, kMiddle)}), heard);
    }
    for (double at = 5; at <= 11; at += 0.5) {
        app.observe(pictureAt(at), heard);
    }
    const auto alarms = heard.of("alarm");
    ASSERT_GE(alarms.size(), 2u);
    EXPECT_EQ(alarms[0].fields,
              json::parse(R"({"state": "start", "area": 1, "name": "Left", "count": 1, "threshold": 1,
                              "duration": 0.0, "counts": {"Left": 1, "Right": 1}, "objects": 1,
                              "object": "human", "zones": [
                   {"area": 1, "name": "Left", "count": 1, "alarm": true, "timer": 2.0},
                   {"area": 2, "name": "Right", "count": 1, "alarm": false, "timer": 0.0}]})"));
    EXPECT_EQ(alarms[1].fields["state"], "repeat");
    EXPECT_EQ(alarms[1].fields["duration"], 2.0);
    EXPECT_TRUE(alarms[0].notify);
    EXPECT_TRUE(alarms[0].keepPicture);
    EXPECT_FALSE(alarms[1].notify) << "2 s after the first: held back from TCP and HTTP (OCC-57)";
    EXPECT_FALSE(alarms[1].keepPicture);
    const auto ends = heard.of("alarm_end");
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_EQ(ends[0].fields["name"], "Left");
    EXPECT_EQ(ends[0].captured, Instant{fromSeconds(10.5)}) << "the pause from 5 s on went over 5 s";
    EXPECT_DOUBLE_EQ(ends[0].fields["duration"].get<double>(), 8.5);
    EXPECT_TRUE(ends[0].notify);
}

// OCC-55: whoever hears of no alarm hears of no end.
TEST(OccupancyApp, AnEndIsToldToThoseWhoHeardOfTheAlarm) {
    for (const bool on : {true, false}) {
        OccupancyApp app(settingsFrom(std::string(R"({"alarm_notification": )") + (on ? "true" : "false") +
                                      R"(, "pause_limit": 0, "zones": [{"threshold": 1, "time": 1}]})"),
                         hundredth);
        Heard heard;
        for (double at = 0; at <= 2; at += 0.5) {
            app.observe(pictureAt(at, {human(1, kLeft)}), heard);
        }
        app.observe(pictureAt(2.5), heard);
        EXPECT_EQ(heard.of("alarm").empty(), !on);
        ASSERT_EQ(heard.of("alarm_end").size(), 1u);
        EXPECT_EQ(heard.of("alarm_end")[0].notify, on);
    }
}

TEST(OccupancyApp, AnEndOfAnAlarmThatCameTooSoonIsNotToldEither) {
    OccupancyApp app(settingsFrom(R"({"pause_limit": 0, "zones": [{"threshold": 1, "time": 1}]})"),
                     hundredth);
    Heard heard;
    for (double at = 0; at <= 5; at += 0.5) {
        const bool empty = at == 1.5 || at == 4;
        app.observe(empty ? pictureAt(at) : pictureAt(at, {human(1, kLeft)}), heard);
    }
    ASSERT_EQ(heard.of("alarm").size(), 2u) << "at 1 and 3 s";
    EXPECT_FALSE(heard.of("alarm")[1].notify) << "2 s after the first";
    ASSERT_EQ(heard.of("alarm_end").size(), 2u);
    EXPECT_TRUE(heard.of("alarm_end")[0].notify);
    EXPECT_FALSE(heard.of("alarm_end")[1].notify);
}

TEST(OccupancyApp, SendsACountAtOnceAndThenEveryFiveSeconds) {
    OccupancyApp app(settingsFrom(kTwoZones), hundredth);
    Heard heard;
    for (int i = 0; i <= 60; ++i) {
        app.observe(pictureAt(100.1 + 0.2 * i, {human(1, kLeft)}), heard);
    }
    const auto counts = heard.of("count");
    ASSERT_EQ(counts.size(), 3u);
    EXPECT_EQ(counts[0].captured, Instant{fromSeconds(100.1)});
    EXPECT_EQ(counts[1].captured, Instant{fromSeconds(105.1)});
    EXPECT_EQ(counts[2].captured, Instant{fromSeconds(110.1)});
    EXPECT_EQ(counts[1].fields,
              json::parse(R"({"counts": {"Left": 1, "Right": 0}, "objects": 1, "object": "human",
        "zones": [{"area": 1, "name": "Left", "count": 1, "alarm": true, "timer": 5.0},
                  {"area": 2, "name": "Right", "count": 0, "alarm": false, "timer": 0.0}]})"));
}

// OCC-37: a receiver with an interval of its own takes the counts whose pace reaches it.
TEST(OccupancyApp, PacesCountsForEachInterval) {
    OccupancyApp app({}, hundredth);
    Heard heard;
    for (int i = 0; i <= 6100; ++i) {
        app.observe(pictureAt(0.3 * i), heard);
    }
    const auto counts = heard.of("count");
    const auto taken = [&counts](int seconds) {
        return std::count_if(counts.begin(), counts.end(), [seconds](const AppEvent& event) {
            return event.pace.reaches(std::chrono::seconds{seconds});
        });
    };
    EXPECT_EQ(taken(5), 1 + 1830 / 5);
    EXPECT_EQ(taken(60), 1 + 1830 / 60);
    EXPECT_EQ(taken(300), 1 + 1830 / 300);
    EXPECT_EQ(taken(1800), 2);
    EXPECT_EQ(taken(3600), 1);
}

TEST(OccupancyApp, SaysNullWhileAwayAndNumbersAtOnceWhenBack) {
    OccupancyApp app({}, hundredth);
    Heard heard;
    const auto away = [&](double at) {
        const Observation then = pictureAt(at);
        app.away(then.captured, then.stamp, heard);
    };
    app.observe(pictureAt(0, {human(1, kLeft)}), heard);
    away(1);
    away(2);
    EXPECT_EQ(countsOf(app), json::object());
    EXPECT_TRUE(app.liveState()["zones"][0]["count"].is_null());
    EXPECT_TRUE(app.liveState()["objects"].is_null());
    app.observe(pictureAt(3, {human(1, kLeft), human(2, kRight)}), heard);
    away(6);
    const auto counts = heard.of("count");
    ASSERT_EQ(counts.size(), 4u);
    EXPECT_EQ(counts[0].fields["counts"]["Area 1"], 1);
    EXPECT_TRUE(counts[1].fields["counts"]["Area 1"].is_null());
    EXPECT_TRUE(counts[1].fields["objects"].is_null());
    EXPECT_FALSE(counts[1].pace.reaches(std::chrono::seconds{5})) << "out of turn: for the live topics only";
    EXPECT_EQ(counts[2].fields["counts"]["Area 1"], 2);
    EXPECT_TRUE(counts[3].fields["counts"]["Area 1"].is_null());
    EXPECT_TRUE(counts[3].pace.reaches(std::chrono::seconds{5})) << "6 s: its turn";
}

TEST(OccupancyApp, SaysNullFromTheStartWhereNoPictureComes) {
    OccupancyApp app({}, hundredth);
    Heard heard;
    app.away(Instant{}, WallTime{}, heard);
    ASSERT_THAT(heard.events, SizeIs(1));
    EXPECT_TRUE(heard.events[0].fields["counts"]["Area 1"].is_null());
}

// X-12: the app keeps its state over a camera's absence; the gap is a pause like any other.
TEST(OccupancyApp, AbsenceIsAPauseToTheTimer) {
    OccupancyApp app(settingsFrom(R"({"zones": [{"threshold": 1, "time": 4}]})"), hundredth);
    Heard heard;
    for (const double at : {0.0, 1.0, 2.0, 3.0}) {
        app.observe(pictureAt(at, {human(1, kLeft)}), heard);
    }
    app.away(Instant{fromSeconds(6)}, WallTime{}, heard);
    app.observe(pictureAt(7, {human(1, kLeft)}), heard);
    EXPECT_THAT(heard.of("alarm"), IsEmpty());
    app.observe(pictureAt(8, {human(1, kLeft)}), heard);
    EXPECT_THAT(heard.of("alarm"), SizeIs(1));
}

TEST(OccupancyApp, DescribesTracksForTheLiveView) {
    OccupancyApp app(settingsFrom(kTwoZones), hundredth);
    Heard heard;
    const std::vector<Track> tracks{human(1, kMiddle), human(2, kRight), human(3, kRight, 0.1F)};
    const auto describe = [&app](const Track& track) {
        json entry;
        app.describeTrack(track, entry);
        return entry;
    };
    app.observe(pictureAt(0, tracks), heard);
    EXPECT_EQ(describe(tracks[0]),
              (json{{"zones", {0, 1}}, {"alarm", false}, {"counted", true}, {"dwell", 0.0}, {"points", 90}}));
    EXPECT_EQ(describe(tracks[1])["zones"], json({1}));
    EXPECT_EQ(describe(tracks[2]), (json{{"zones", json::array()},
                                         {"alarm", false},
                                         {"counted", false},
                                         {"dwell", nullptr},
                                         {"points", 10}}));
    for (const double at : {1.0, 2.0}) {
        app.observe(pictureAt(at, {tracks[0]}), heard);
    }
    EXPECT_EQ(describe(tracks[0])["alarm"], true) << "red: its first zone is in alarm (OCC-11)";
    EXPECT_EQ(describe(tracks[1])["counted"], false) << "not in this picture any more";
}

TEST(OccupancyApp, TellsHowLongEachTrackHasBeenInAZone) {
    OccupancyApp app(settingsFrom(R"({"zones": [{"name": "Left", "polygon": [[0,0],[0.5,0],[0.5,1],[0,1]]},
                                                {"name": "All"}]})"),
                     hundredth);
    Heard heard;
    const auto dwell = [&app](const Track& track) {
        json entry;
        app.describeTrack(track, entry);
        return entry["dwell"];
    };
    const Track left = human(7, {0.1, 0.2, 0.1, 0.4});
    const Track right = human(7, {0.7, 0.2, 0.1, 0.4});
    app.observe(pictureAt(1, {right}), heard);
    app.observe(pictureAt(3, {left}), heard);
    EXPECT_EQ(dwell(left), 2.0) << "in the zone in which it has been longest";
    app.observe(pictureAt(4, {left, human(8, {0.1, 0.2, 0.1, 0.4})}), heard);
    EXPECT_EQ(dwell(left), 3.0);
    EXPECT_EQ(dwell(human(8, {})), 0.0) << "another person begins anew";
    app.observe(pictureAt(5), heard);
    app.observe(pictureAt(6, {left}), heard);
    EXPECT_EQ(dwell(left), 0.0) << "it was not there in between";
}

// OCC-63, OCC-81: the scores on the manual's scale, beside the thresholds that are in force just now.
TEST(OccupancyApp, ShowsScoresAndThresholdsOnTheManualsScale) {
    const auto scale = [](ObjectClass object, int threshold) {
        return object == ObjectClass::Head ? 0.5F + static_cast<float>(threshold) / 250.0F
                                           : 0.2F + static_cast<float>(threshold) / 200.0F;
    };
    OccupancyApp app(settingsFrom(R"({"thresholds": {"body": 30, "head": 40},
                                      "black_and_white": {"body": 20, "head": 10}})"),
                     scale);
    Heard heard;
    Track track = human(1, {0.1, 0.2, 0.1, 0.4}, 0.349F);
    track.headScore = 0.7F;
    track.meanHeadScore = 0.7F;
    track.headBox = Box{0.1, 0.2, 0.01, 0.05};
    Observation picture = pictureAt(0, {track});
    app.observe(picture, heard);
    json entry;
    app.describeTrack(track, entry);
    EXPECT_EQ(entry["points"], 29) << "just below the threshold of 30, which is 0.35 here";
    EXPECT_EQ(entry["head_points"], 50);
    EXPECT_EQ(app.liveState()["thresholds"]["body"], 30);
    EXPECT_EQ(app.objects(), 0) << "the head is too small, the body too unsure";
    picture = pictureAt(1, {track});
    picture.quality.monochrome = true;
    app.observe(picture, heard);
    EXPECT_EQ(app.objects(), 1) << "enough for a black-and-white picture";
    EXPECT_EQ(app.liveState()["thresholds"]["head"], 10);
    EXPECT_EQ(app.liveState()["thresholds"]["body"], 20);
}

TEST(OccupancyApp, ShowsItsZonesInTheLiveState) {
    OccupancyApp app(settingsFrom(kTwoZones), hundredth);
    Heard heard;
    for (const double at : {0.0, 1.0, 1.5}) {
        app.observe(pictureAt(at, {human(1, kLeft)}), heard);
    }
    const json state = app.liveState();
    EXPECT_EQ(state["object"], "human");
    EXPECT_EQ(state["reference_point"], "bottom");
    EXPECT_EQ(state["objects"], 1);
    ASSERT_EQ(state["zones"].size(), 3u);
    EXPECT_EQ(state["zones"][0], json::parse(R"({"name": "Left", "enabled": true, "count": 1, "threshold": 1,
        "polygon": [[0.0, 0.0], [0.6, 0.0], [0.6, 1.0], [0.0, 1.0]], "timer": 1.5, "time": 2.0,
        "state": "running", "alarm": false, "under_occupancy": false})"));
    EXPECT_TRUE(state["zones"][2]["count"].is_null()) << "a zone that is off counts nothing";
    EXPECT_FALSE(state.contains("notes"));
}

TEST(OccupancyApp, SaysThatOnsiteObjectsAreNotCounted) {
    OccupancyApp app(settingsFrom(R"({"object": "onsite-2"})"), hundredth);
    Heard heard;
    app.observe(pictureAt(0, {human(1, kLeft)}), heard);
    EXPECT_TRUE(heard.of("count").at(0).fields["counts"]["Area 1"].is_null());
    EXPECT_EQ(app.liveState()["notes"].size(), 1u);
}

// OCC-03, OCC-07
TEST(OccupancyApp, CountsMoreThanFortyUnlessLimited) {
    std::vector<Track> crowd;
    for (std::uint32_t i = 0; i < 55; ++i) {
        crowd.push_back(human(i + 1, kLeft));
    }
    OccupancyApp app({}, hundredth);
    Heard heard;
    app.observe(pictureAt(0, crowd), heard);
    EXPECT_EQ(countsOf(app)["Area 1"], 55);
    EXPECT_EQ(app.liveState()["crowded"], true);
    OccupancyApp limited(settingsFrom(R"({"limit_objects": true})"), hundredth);
    limited.observe(pictureAt(0, crowd), heard);
    EXPECT_EQ(limited.objects(), 40);
    EXPECT_EQ(limited.liveState()["crowded"], true) << "there are more than are counted";
    crowd.resize(40);
    limited.observe(pictureAt(1, crowd), heard);
    EXPECT_EQ(limited.liveState()["crowded"], false);
}

// OCC-58: a true under-occupancy alarm, offered separately.
TEST(OccupancyApp, RaisesTheSeparateAlarmForTooFew) {
    OccupancyApp app(settingsFrom(R"({"zones": [{"under_occupancy": {"count": 2, "time": 3}}]})"), hundredth);
    Heard heard;
    for (const double at : {0.0, 1.0, 2.0, 3.0, 4.0}) {
        app.observe(pictureAt(at, {human(1, kLeft)}), heard);
    }
    app.observe(pictureAt(5, {human(1, kLeft), human(2, kLeft)}), heard);
    app.observe(pictureAt(6, {human(1, kLeft)}), heard);
    app.observe(pictureAt(60, {human(1, kLeft)}), heard);
    const auto started = heard.of("under_occupancy");
    ASSERT_EQ(started.size(), 1u) << "and the 54 s that nobody saw raise none";
    EXPECT_EQ(started[0].captured, Instant{fromSeconds(3)});
    EXPECT_EQ(started[0].fields, json::parse(R"({"area": 1, "name": "Area 1", "count": 1, "threshold": 2})"));
    const auto ended = heard.of("under_occupancy_end");
    ASSERT_EQ(ended.size(), 1u);
    EXPECT_EQ(ended[0].captured, Instant{fromSeconds(5)});
    EXPECT_THAT(heard.of("alarm"), IsEmpty());
}

}  // namespace
}  // namespace ocellus::occupancy::test
