// SPDX-License-Identifier: Apache-2.0
// What becomes of alarms when somebody changes the settings under them.
#include "apps/occupancy/occupancy_app.h"
#include "unit/apps/occupancy/app_fixture.h"

namespace ocellus::occupancy::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const Box kLeft{0.1, 0.5, 0.1, 0.3};

class OccupancySettingsChange : public testing::Test {
protected:
    static constexpr const char* kZone = R"({"name": "Left", "threshold": 1, "time": 2})";

    // In alarm since 2 s, seen last at 3 s.
    OccupancySettingsChange() {
        for (double at = 0; at <= 3; at += 0.5) {
            before_.observe(pictureAt(at, {human(1, kLeft)}), heard_);
        }
        EXPECT_EQ(heard_.of("alarm").size(), 1u);
        heard_.events.clear();
    }

    void change(OccupancyApp& app) { app.takeOver(before_, Instant{fromSeconds(3.2)}, WallTime{}, heard_); }

    OccupancyApp before_{settingsFrom(std::string(R"({"pause_limit": 0, "zones": [)") + kZone + "]}"),
                         hundredth};
    Heard heard_;
};

// A changed receiver, or a zone drawn beside it, is no reason to start an alarm anew while people stand
// there.
TEST_F(OccupancySettingsChange, ZonesThatStayTheSameGoOn) {
    OccupancyApp after(
        settingsFrom(std::string(R"({"pause_limit": 0, "mqtt": {"interval": 60}, "zones": [)") + kZone +
                     R"(, {"name": "New", "threshold": 1, "time": 2}]})"),
        hundredth);
    change(after);
    EXPECT_THAT(heard_.events, IsEmpty());
    EXPECT_TRUE(after.liveState()["zones"][0]["alarm"]);
    after.observe(pictureAt(3.5, {human(1, kLeft)}), heard_);
    EXPECT_THAT(heard_.of("alarm"), IsEmpty());
    after.observe(pictureAt(4), heard_);
    ASSERT_THAT(heard_.of("alarm_end"), SizeIs(1));
    EXPECT_DOUBLE_EQ(heard_.of("alarm_end")[0].fields["duration"].get<double>(), 2);
}

TEST_F(OccupancySettingsChange, AlarmsOfZonesThatChangeEnd) {
    for (const char* zone :
         {R"({"name": "Left", "threshold": 2, "time": 2})", R"({"name": "Other", "threshold": 1, "time": 2})",
          R"({"name": "Left", "threshold": 1, "time": 2, "enabled": false})"}) {
        heard_.events.clear();
        OccupancyApp after(settingsFrom(std::string(R"({"pause_limit": 0, "zones": [)") + zone + "]}"),
                           hundredth);
        change(after);
        ASSERT_THAT(heard_.events, SizeIs(1)) << zone;
        EXPECT_EQ(heard_.events[0].type, "alarm_end");
        EXPECT_EQ(heard_.events[0].fields["name"], "Left") << "by the name under which it began";
        EXPECT_DOUBLE_EQ(heard_.events[0].fields["duration"].get<double>(), 1.2);
        EXPECT_FALSE(after.liveState()["zones"][0]["alarm"]);
    }
}

TEST_F(OccupancySettingsChange, AlarmsEndWhenOtherObjectsAreCounted) {
    OccupancyApp after(
        settingsFrom(std::string(R"({"object": "vehicle", "pause_limit": 0, "zones": [)") + kZone + "]}"),
        hundredth);
    change(after);
    EXPECT_THAT(heard_.of("alarm_end"), SizeIs(1));
}

TEST_F(OccupancySettingsChange, AlarmsEndWithTheApp) {
    before_.leave(Instant{fromSeconds(3.2)}, WallTime{}, heard_);
    EXPECT_THAT(heard_.of("alarm_end"), SizeIs(1));
}

}  // namespace
}  // namespace ocellus::occupancy::test
