// SPDX-License-Identifier: Apache-2.0
#include "cli/analysis_output.h"

#include <gmock/gmock.h>

#include "apps/occupancy/occupancy_app.h"

namespace ocellus::cli {
namespace {

using nlohmann::json;

Observation pictureAt(double seconds) {
    Observation observation;
    observation.captured = Instant{fromSeconds(seconds)};
    Track body;
    body.id = 7;
    body.score = body.meanScore = 0.5F;
    body.headScore = 0.25F;
    body.box = {0.1, 0.2, 0.3, 0.4};
    observation.tracks.push_back(body);
    Track head;
    head.id = 9;
    head.object = ObjectClass::Head;
    head.score = 0.75F;
    head.box = {0.5, 0.5, 0.1, 0.1};
    observation.tracks.push_back(head);
    return observation;
}

class Ears final : public AppSink {
public:
    void emit(AppEvent event) override { events.push_back(std::move(event)); }

    std::vector<AppEvent> events;
};

TEST(AnalysisOutput, WritesAnObservationAsTheContractSays) {
    occupancy::OccupancySettings settings;
    settings.zones[0].name = "改札";
    std::vector<std::unique_ptr<App>> apps;
    apps.push_back(
        std::make_unique<occupancy::OccupancyApp>(settings, [](ObjectClass, int) { return 0.5F; }));
    const Observation observation = pictureAt(1.25);
    Ears ears;
    apps[0]->observe(observation, ears);
    EXPECT_EQ(observationAsJson(observation, apps),
              R"({"type":"observation","time":1.25,"tracks":[)"
              R"({"id":7,"class":"human","score":0.5,"head_score":0.25,"box":[0.1,0.2,0.3,0.4]},)"
              R"({"id":9,"class":"head","score":0.75,"box":[0.5,0.5,0.1,0.1]}],"counts":{"改札":1}})");
    EXPECT_EQ(eventAsJson(ears.events.at(0)), "") << "counts stand in the observations";
}

TEST(AnalysisOutput, WritesAlarmsAsTheContractSays) {
    AppEvent event;
    event.type = "alarm";
    event.captured = Instant{fromSeconds(10.4)};
    event.fields = {{"state", "start"}, {"area", 1},      {"name", "Till"},
                    {"count", 3},       {"threshold", 2}, {"duration", 0.0}};
    EXPECT_EQ(eventAsJson(event), R"({"type":"alarm","state":"start","time":10.4,"area":1,"name":"Till",)"
                                  R"("count":3,"threshold":2})");
    EXPECT_THAT(eventAsText(event), testing::HasSubstr("10.40 s  Till: alarm start, 3 of 2"));
    event.type = "alarm_end";
    event.fields = {{"area", 1}, {"name", "Till"}, {"duration", 3.5}};
    EXPECT_EQ(eventAsJson(event), R"({"type":"alarm_end","time":10.4,"area":1,"name":"Till"})");
    EXPECT_THAT(eventAsText(event), testing::HasSubstr("Till: alarm ended"));
}

TEST(AnalysisOutput, SumsUpAClip) {
    occupancy::OccupancySettings settings;
    std::vector<std::unique_ptr<App>> apps;
    apps.push_back(
        std::make_unique<occupancy::OccupancyApp>(settings, [](ObjectClass, int) { return 0.5F; }));
    AnalysisSummary summary;
    Ears ears;
    for (const double at : {0.0, 1.0}) {
        Observation observation = pictureAt(at);
        observation.inferred = at == 0;
        if (at == 1) {
            observation.tracks.clear();
        }
        apps[0]->observe(observation, ears);
        summary.add(observation, apps);
    }
    AppEvent alarm;
    alarm.type = "alarm";
    alarm.fields = {{"name", "Area 1"}, {"state", "start"}};
    summary.add(alarm);
    alarm.fields["state"] = "repeat";
    summary.add(alarm);
    summary.add(alarm);
    EXPECT_EQ(summary.text(),
              "2 pictures, 1.0 s, 1 looked at by the detector\n"
              "Area 1: 0 to 1, mean 0.5; 1 alarms, notified 2 more times");
}

}  // namespace
}  // namespace ocellus::cli
