// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "apps/app.h"
#include "apps/occupancy/count_clock.h"
#include "apps/occupancy/object_filter.h"
#include "apps/occupancy/score_scale.h"
#include "apps/occupancy/settings.h"
#include "apps/occupancy/zone_watch.h"

namespace ocellus::occupancy {

// Counts objects in up to four zones and raises their alarms (OCC-01). Emits
//   alarm         state start|repeat, area (1-4), name, count, threshold, duration (s of alarm so far), and
//                 what a count holds
//   alarm_end     area, name, count, threshold, duration
//   count         counts (zone name -> number, null while unknown), objects (distinct ones in the picture),
//                 object, and zones: area, name, count, alarm, timer of each enabled one
//   under_occupancy, under_occupancy_end   the separate rule: area, name, count, threshold
// In steady state, between what it says, it allocates nothing. Bound to its camera.
class OccupancyApp final : public App {
public:
    // Above this many objects counting is not reliable (OCC-07); `limit_objects` stops there.
    static constexpr int kReliableObjects = 40;

    OccupancyApp(const OccupancySettings& settings, const ScoreForThreshold& scoreFor);

    [[nodiscard]] std::string_view name() const override { return "occupancy"; }

    [[nodiscard]] float leastScore() const override { return filter_.leastScore(); }

    void observe(const Observation& observation, AppSink& sink) override;
    // A zone goes on if it and what its rule goes by are the same, and the same objects are counted.
    void takeOver(const App& before, Instant now, WallTime stamp, AppSink& sink) override;
    void leave(Instant now, WallTime stamp, AppSink& sink) const override;
    void away(Instant now, WallTime stamp, AppSink& sink) override;
    [[nodiscard]] nlohmann::json liveState() const override;
    // `zones` are indices from 0 in the order of the settings; `counted`: whether it passed the filters;
    // `dwell`: for how many seconds it has been counted in the zone in which it has been longest, null in
    // none; `points` and `head_points`: its scores on the manual's scale (OCC-81).
    void describeTrack(const Track& track, nlohmann::json& entry) const override;
    [[nodiscard]] MetadataWishes metadataWishes() const override;
    void visitCounts(const CountVisitor& visit) const override;

    [[nodiscard]] std::optional<int> countOfPicture() const override {
        return known_ ? std::optional{objects()} : std::nullopt;
    }

    // Distinct objects in the newest picture, in zones or not.
    [[nodiscard]] int objects() const { return static_cast<int>(counted_.size()); }

private:
    // What the zones say about a picture, until all of them have looked at it.
    class Said final : public AppSink {
    public:
        void emit(AppEvent event) override { events.push_back(std::move(event)); }

        std::vector<AppEvent> events;
    };

    struct Counted {
        std::uint32_t track = 0;
        std::uint8_t zones = 0;                      // bit i: zone i
        std::array<Instant, kMaximumZones> since{};  // when it came into each that it is in
    };

    void count(const Observation& observation);
    [[nodiscard]] Counted placed(const Track& track, Instant captured) const;
    [[nodiscard]] static const Counted* find(const std::vector<Counted>& among, std::uint32_t track);
    [[nodiscard]] int pointsOf(const Track& track) const;
    // `counts`, `objects`, `object`, `zones`
    [[nodiscard]] nlohmann::json countFields() const;
    void emitCount(Instant captured, WallTime stamp, const CountPace& pace, AppSink& sink) const;

    OccupancySettings settings_;
    ObjectFilter filter_;
    std::vector<ZoneWatch> zones_;
    std::vector<Counted> counted_;  // in the newest picture
    std::vector<Counted> before_;   // in the one before
    Instant captured_{};            // the newest picture
    bool monochrome_ = false;       // it has no colour
    bool capped_ = false;           // there were more than `limit_objects` lets count
    ScoreScale bodyScale_;
    ScoreScale headScale_;
    ScoreScale vehicleScale_;
    ScoreScale bicycleScale_;
    CountClock countClock_;
    Said said_;
    bool known_ = false;  // counts are those of a picture, not of a camera that is away
};

}  // namespace ocellus::occupancy
