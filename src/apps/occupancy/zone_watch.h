// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>

#include "apps/app.h"
#include "apps/occupancy/rule.h"
#include "apps/occupancy/settings.h"
#include "apps/occupancy/under_occupancy.h"

namespace ocellus::occupancy {

// One zone at work: its polygon, its count in the newest picture, its rules and what they say. Bound to its
// camera.
class ZoneWatch {
public:
    // `index` from 0; areas are numbered from 1 on the wire.
    ZoneWatch(const OccupancySettings& settings, std::size_t index);

    [[nodiscard]] bool enabled() const { return zone_.enabled; }

    [[nodiscard]] const std::string& name() const { return zone_.name; }

    [[nodiscard]] int area() const { return area_; }

    [[nodiscard]] bool inAlarm() const { return rule_.inAlarm(); }

    [[nodiscard]] bool contains(Point point) const { return zone_.polygon.contains(point); }

    [[nodiscard]] int count() const { return count_; }

    // Goes on where `before` stood, if its zone and its rule are the same; what is told of it may be other.
    // False, and nothing changed, if they are not.
    [[nodiscard]] bool resume(const ZoneWatch& before);

    // Nobody watches it any more: says that its alarms end.
    void leave(Instant now, WallTime stamp, AppSink& sink) const;

    // Takes the count of an observation and says what comes of it.
    void observe(const Observation& observation, int count, AppSink& sink);

    // For the live view and for counts; `count` is null while nobody knows it.
    [[nodiscard]] nlohmann::json liveState(bool known) const;
    [[nodiscard]] nlohmann::json countState(bool known) const;

private:
    void tell(const Observation& observation, const RuleOutcome& outcome, AppSink& sink);
    void tellUnder(const Observation& observation, UnderOccupancyRule::Outcome outcome, AppSink& sink) const;
    [[nodiscard]] AppEvent event(std::string type, Instant captured, WallTime stamp) const;
    [[nodiscard]] AppEvent underEvent(std::string type, Instant captured, WallTime stamp) const;
    [[nodiscard]] AppEvent alarmEnd(Instant captured, WallTime stamp) const;

    ZoneSettings zone_;
    int area_;
    OccupancyRule rule_;
    std::optional<UnderOccupancyRule> under_;
    Instant alarmBegan_{};
    bool alarmTold_ = false;  // TCP and HTTP alarm notification heard of the alarm, so of its end too
    int count_ = 0;
};

}  // namespace ocellus::occupancy
