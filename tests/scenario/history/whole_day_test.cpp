// SPDX-License-Identifier: Apache-2.0
// Days compressed by an injected clock: pictures go through the rule, minutes into the history and from there
// into files, with a restart, a camera that is away, and days of 23 and 25 hours. No minute is lost.
#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>

#include "base/clock.h"
#include "daemon/camera/camera_counts.h"
#include "storage/ballast.h"
#include "storage/count_files.h"
#include "storage/count_recorder.h"
#include "support/temporary_folder.h"
#include "support/zone_file.h"
#include "unit/apps/occupancy/app_fixture.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using occupancy::test::human;
using occupancy::test::hundredth;
using std::chrono::minutes;

constexpr Duration kPicture = 500ms;

// What runs between a camera and its history, with a clock that the test turns.
class Day : public ::testing::Test {
protected:
    class Ears final : public AppSink {
    public:
        explicit Ears(Day& day) : day_(day) {}

        void emit(AppEvent event) override {
            day_.alarms_ += event.type == "alarm" && event.fields["state"] == "start" ? 1 : 0;
            day_.counts_->hear(event);
        }

    private:
        Day& day_;
    };

    void start() {
        counts_.emplace("gate", [this](const std::string& camera, ZoneMinute minute) {
            recorder_.record(camera, std::move(minute));
        });
        app_.emplace(occupancy::test::settingsFrom(
                         R"({"zones": [{"name": "Left", "polygon": [[0,0],[0.5,0],[0.5,1],[0,1]],
                             "threshold": 3, "time": 30, "under_occupancy": null}]})"),
                     hundredth);
        files_.emplace(history_, folder_.path() / "counts", zone_);
        files_->keep("gate", 1);
        recorder_.onStored(
            [this](const std::string& camera, std::int64_t minute) { files_->stored(camera, minute); });
    }

    // Three come in the tenth minute of each hour and stay for two.
    [[nodiscard]] int people() const {
        const auto minute = wall().time_since_epoch() / minutes{1} % 60;
        return minute == 10 || minute == 11 ? 3 : static_cast<int>(minute % 2);
    }

    [[nodiscard]] WallTime wall() const { return clock_.wallNow(); }

    void turn(bool camera) {
        const auto before = wall().time_since_epoch() / 5s;
        if (camera) {
            Observation observation;
            observation.captured = clock_.now();
            observation.stamp = wall();
            for (int i = 0; i < people(); ++i) {
                observation.tracks.push_back(human(static_cast<std::uint32_t>(i), {0.1, 0.2, 0.1, 0.3}));
            }
            observation.tracks.push_back(human(9, {0.8, 0.2, 0.1, 0.3}));
            app_->observe(observation, ears_);
            counts_->observe(observation, *app_);
        } else {
            app_->away(clock_.now(), wall(), ears_);
            counts_->close(clock_.now());
        }
        clock_.advance(kPicture);
        if (wall().time_since_epoch() / 5s != before) {
            recorder_.flush();
            files_->write(wall());
        }
    }

    void run(WallTime to, bool camera = true) {
        while (wall() < to) {
            turn(camera);
        }
    }

    void setClock(WallTime time) { clock_.stepWall(time - wall()); }

    std::vector<CountSpan> minutesOf(const char* date, int area) {
        const auto day = parseDay(date).value();
        std::vector<WallTime> edges;
        for (WallTime edge = zone_.startOf(day); edge <= zone_.startOf(day + std::chrono::days{1});
             edge += minutes{1}) {
            edges.push_back(edge);
        }
        const auto zones = history_.zonesOf("gate").value();
        return history_.chart(zones.at(static_cast<std::size_t>(area)).id, edges).value();
    }

    int rows(const std::string& name) {
        std::ifstream in(folder_.path() / "counts" / "gate" / name, std::ios::binary);
        return static_cast<int>(std::count(std::istreambuf_iterator<char>(in), {}, '\n')) - 1;
    }

    TemporaryFolder folder_;
    TimeZone zone_ = test::berlin();
    ManualClock clock_;
    CountHistory history_ = CountHistory::open(folder_.path() / "history.db").value();
    Ballast ballast_{folder_.path() / "ballast", 0};
    CountRecorder recorder_{history_, ballast_};
    std::optional<CameraCounts> counts_;
    std::optional<occupancy::OccupancyApp> app_;
    std::optional<CountFiles> files_;
    Ears ears_{*this};
    int alarms_ = 0;
};

TEST_F(Day, All1440MinutesAreThere) {
    setClock(zone_.startOf(parseDay("2026-11-21").value()));
    start();
    run(zone_.startOf(parseDay("2026-11-22").value()) + 1min);
    const auto left = minutesOf("2026-11-21", 1);
    const auto whole = minutesOf("2026-11-21", 0);
    ASSERT_EQ(left.size(), 1440U);
    std::uint32_t alarms = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        SCOPED_TRACE(i);
        ASSERT_EQ(left[i].hundredths, 6000U) << "a whole minute, to the hundredth";
        const auto inHour = i % 60;
        const auto expected = static_cast<std::uint32_t>(inHour == 10 || inHour == 11 ? 3 : inHour % 2);
        ASSERT_EQ(left[i].minimum, expected);
        ASSERT_EQ(left[i].maximum, expected);
        ASSERT_DOUBLE_EQ(left[i].mean(), expected);
        ASSERT_EQ(whole[i].maximum, expected + 1) << "one stands in no zone";
        ASSERT_EQ(left[i].alarms, inHour == 10 ? 1U : 0U);
        alarms += left[i].alarms;
    }
    EXPECT_EQ(alarms, 24U);
    EXPECT_GE(alarms_, 24);
    EXPECT_EQ(rows("2026-11-21.csv"), 2 * 1440);
    EXPECT_EQ(rows("2026-11-21-areas.csv"), 1440);
}

TEST_F(Day, DaysOf23And25HoursHaveTheirMinutes) {
    for (const auto& [date, wanted] : {std::pair{"2026-03-29", 1380U}, {"2026-10-25", 1500U}}) {
        const auto day = parseDay(date).value();
        setClock(zone_.startOf(day));
        start();
        run(zone_.startOf(day + std::chrono::days{1}) + 1min);
        const auto left = minutesOf(date, 1);
        ASSERT_EQ(left.size(), wanted);
        EXPECT_TRUE(std::all_of(left.begin(), left.end(),
                                [](const CountSpan& span) { return span.hundredths == 6000; }));
        EXPECT_EQ(rows(std::string(date) + "-areas.csv"), static_cast<int>(wanted));
    }
}

TEST_F(Day, ARestartLosesNoMinuteAndAnAwayCameraIsNoZero) {
    const WallTime midnight = zone_.startOf(parseDay("2026-11-21").value());
    setClock(midnight);
    start();
    run(midnight + 2h + 30s);
    counts_->close(clock_.now());  // as the program ends
    recorder_.flush();
    files_->close(wall());
    clock_.advance(7s);
    start();
    run(midnight + 4h);
    run(midnight + 4h + 10min, false);
    run(midnight + 5h + 1min);
    const auto left = minutesOf("2026-11-21", 1);
    for (std::size_t i = 0; i < 300; ++i) {
        SCOPED_TRACE(i);
        if (i == 120) {
            EXPECT_NEAR(left[i].hundredths, 5300, 50) << "but for the seconds between";
        } else if (i >= 240 && i < 250) {
            EXPECT_LE(left[i].hundredths, 50U) << "the last picture holds till the camera is said to be away";
        } else {
            EXPECT_EQ(left[i].hundredths, 6000U);
        }
    }
    for (std::size_t i = 241; i < 250; ++i) {
        EXPECT_EQ(left[i], CountSpan{}) << i;
    }
    EXPECT_EQ(rows("2026-11-21-areas.csv"), 300 - 9 - (left[240] == CountSpan{} ? 1 : 0));
}

}  // namespace
}  // namespace ocellus
