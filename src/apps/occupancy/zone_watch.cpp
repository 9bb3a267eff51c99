// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/zone_watch.h"

#include "geometry/polygon_setting.h"

namespace ocellus::occupancy {
namespace {

using nlohmann::json;

const char* nameOf(ZoneState state) {
    switch (state) {
        case ZoneState::Running:
            return "running";
        case ZoneState::Paused:
            return "paused";
        default:
            return "reset";
    }
}

}  // namespace

ZoneWatch::ZoneWatch(const OccupancySettings& settings, std::size_t index)
    : zone_(settings.zones.at(index)),
      area_(static_cast<int>(index) + 1),
      rule_(ruleSettings(settings, zone_)) {
    if (zone_.underOccupancy) {
        under_.emplace(*zone_.underOccupancy);
    }
}

void ZoneWatch::observe(const Observation& observation, int count, AppSink& sink) {
    count_ = count;
    const bool before = rule_.inAlarm();
    const RuleOutcome outcome = rule_.observe(observation.captured, count);
    if (outcome.ended || outcome.notification) {
        tell(observation, outcome, sink);
    }
    if (rule_.inAlarm() && !before) {
        alarmBegan_ = observation.captured;
    }
    if (under_) {
        tellUnder(observation, under_->observe(observation.captured, count), sink);
    }
}

void ZoneWatch::tell(const Observation& observation, const RuleOutcome& outcome, AppSink& sink) {
    if (outcome.ended) {
        AppEvent ended = event("alarm_end", observation);
        ended.fields["duration"] = toSeconds(observation.captured - alarmBegan_);
        sink.emit(std::move(ended));
    }
    if (outcome.notification) {
        const bool start = *outcome.notification == Notification::Start;
        AppEvent alarm = event("alarm", observation);
        alarm.fields["state"] = start ? "start" : "repeat";
        alarm.fields["count"] = count_;
        alarm.fields["threshold"] = zone_.threshold;
        alarm.fields["duration"] = start ? 0.0 : toSeconds(observation.captured - alarmBegan_);
        alarm.notify = !outcome.heldBack;
        alarm.keepPicture = start || !outcome.heldBack;
        sink.emit(std::move(alarm));
    }
}

// Not "alarm": that type means too many, to the recorders and desks that know the manual's messages.
void ZoneWatch::tellUnder(const Observation& observation, UnderOccupancyRule::Outcome outcome,
                          AppSink& sink) const {
    if (outcome == UnderOccupancyRule::Outcome::Nothing) {
        return;
    }
    const bool started = outcome == UnderOccupancyRule::Outcome::Started;
    AppEvent told = event(started ? "under_occupancy" : "under_occupancy_end", observation);
    told.fields["count"] = count_;
    told.fields["threshold"] = under_->settings().count;
    told.keepPicture = started;
    sink.emit(std::move(told));
}

AppEvent ZoneWatch::event(std::string type, const Observation& observation) const {
    AppEvent event;
    event.type = std::move(type);
    event.captured = observation.captured;
    event.stamp = observation.stamp;
    event.fields = {{"area", area_}, {"name", zone_.name}};
    return event;
}

json ZoneWatch::liveState(bool known) const {
    return {{"name", zone_.name},
            {"polygon", SettingValue<Polygon>::write(zone_.polygon)},
            {"enabled", zone_.enabled},
            {"count", zone_.enabled && known ? json(count_) : json(nullptr)},
            {"threshold", zone_.threshold},
            {"timer", toSeconds(rule_.timer())},
            {"time", toSeconds(zone_.time)},
            {"state", nameOf(rule_.state())},
            {"alarm", rule_.inAlarm()},
            {"under_occupancy", under_ && under_->inAlarm()}};
}

json ZoneWatch::countState(bool known) const {
    return {{"area", area_},
            {"name", zone_.name},
            {"count", known ? json(count_) : json(nullptr)},
            {"alarm", rule_.inAlarm()},
            {"timer", toSeconds(rule_.timer())}};
}

}  // namespace ocellus::occupancy
