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

bool ZoneWatch::resume(const ZoneWatch& before) {
    RuleSettings rule = before.rule_.settings();
    rule.alarmNotification = rule_.settings().alarmNotification;
    if (area_ != before.area_ || zone_ != before.zone_ || rule != rule_.settings()) {
        return false;
    }
    rule_.resume(before.rule_);
    under_ = before.under_;
    alarmBegan_ = before.alarmBegan_;
    alarmTold_ = before.alarmTold_;
    count_ = before.count_;
    return true;
}

void ZoneWatch::leave(Instant now, WallTime stamp, AppSink& sink) const {
    if (rule_.inAlarm()) {
        sink.emit(alarmEnd(now, stamp));
    }
    if (under_ && under_->inAlarm()) {
        sink.emit(underEvent("under_occupancy_end", now, stamp));
    }
}

void ZoneWatch::tell(const Observation& observation, const RuleOutcome& outcome, AppSink& sink) {
    if (outcome.ended) {
        sink.emit(alarmEnd(observation.captured, observation.stamp));
        alarmTold_ = false;
    }
    if (outcome.notification) {
        const bool start = *outcome.notification == Notification::Start;
        AppEvent alarm = event("alarm", observation.captured, observation.stamp);
        alarm.fields["state"] = start ? "start" : "repeat";
        alarm.fields["count"] = count_;
        alarm.fields["threshold"] = zone_.threshold;
        alarm.fields["duration"] = start ? 0.0 : toSeconds(observation.captured - alarmBegan_);
        alarm.notify = !outcome.heldBack;
        alarm.keepPicture = start || !outcome.heldBack;
        alarmTold_ = alarmTold_ || alarm.notify;
        sink.emit(std::move(alarm));
    }
}

AppEvent ZoneWatch::alarmEnd(Instant captured, WallTime stamp) const {
    AppEvent ended = event("alarm_end", captured, stamp);
    ended.fields["count"] = count_;
    ended.fields["threshold"] = zone_.threshold;
    ended.fields["duration"] = toSeconds(captured - alarmBegan_);
    ended.notify = alarmTold_;
    return ended;
}

// Not "alarm": that type means too many, to the recorders and desks that know the manual's messages.
void ZoneWatch::tellUnder(const Observation& observation, UnderOccupancyRule::Outcome outcome,
                          AppSink& sink) const {
    if (outcome == UnderOccupancyRule::Outcome::Nothing) {
        return;
    }
    const bool started = outcome == UnderOccupancyRule::Outcome::Started;
    AppEvent told = underEvent(started ? "under_occupancy" : "under_occupancy_end", observation.captured,
                               observation.stamp);
    told.keepPicture = started;
    sink.emit(std::move(told));
}

AppEvent ZoneWatch::underEvent(std::string type, Instant captured, WallTime stamp) const {
    AppEvent told = event(std::move(type), captured, stamp);
    told.fields["count"] = count_;
    told.fields["threshold"] = under_->settings().count;
    told.notify = rule_.settings().alarmNotification;
    return told;
}

AppEvent ZoneWatch::event(std::string type, Instant captured, WallTime stamp) const {
    AppEvent event;
    event.type = std::move(type);
    event.captured = captured;
    event.stamp = stamp;
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
