// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/occupancy_app.h"

#include <algorithm>

namespace ocellus::occupancy {

using nlohmann::json;

OccupancyApp::OccupancyApp(const OccupancySettings& settings, const ScoreForThreshold& scoreFor)
    : settings_(settings), filter_(settings, scoreFor) {
    for (std::size_t i = 0; i < settings.zones.size(); ++i) {
        zones_.emplace_back(settings, i);
    }
    counted_.reserve(4 * kReliableObjects);
}

void OccupancyApp::observe(const Observation& observation, AppSink& sink) {
    const bool was = known_;
    known_ = !isOnsite(settings_.object);
    if (known_) {
        count(observation);
        for (std::size_t i = 0; i < zones_.size(); ++i) {
            if (!zones_[i].enabled()) {
                continue;
            }
            const auto inside = std::count_if(counted_.begin(), counted_.end(),
                                              [i](const Counted& object) { return object.zones >> i & 1; });
            zones_[i].observe(observation, static_cast<int>(inside), sink);
        }
    }
    if (const auto pace = countClock_.due(observation.captured)) {
        emitCount(observation.captured, observation.stamp, *pace, sink);
    } else if (known_ && !was) {
        emitCount(observation.captured, observation.stamp, countClock_.between(), sink);
    }
}

void OccupancyApp::away(Instant now, WallTime stamp, AppSink& sink) {
    const bool was = known_;
    known_ = false;
    counted_.clear();
    if (const auto pace = countClock_.due(now)) {
        emitCount(now, stamp, *pace, sink);
    } else if (was) {
        emitCount(now, stamp, countClock_.between(), sink);
    }
}

void OccupancyApp::count(const Observation& observation) {
    counted_.clear();
    for (const Track& track : observation.tracks) {
        if (!filter_.counts(track, observation.quality.monochrome)) {
            continue;
        }
        if (settings_.limitObjects && objects() == kReliableObjects) {
            break;
        }
        const Point point = referencePoint(track.box, settings_.referencePoint);
        Counted object{track.id, 0};
        for (std::size_t i = 0; i < zones_.size(); ++i) {
            if (zones_[i].enabled() && zones_[i].contains(point)) {
                object.zones = static_cast<std::uint8_t>(object.zones | 1U << i);
            }
        }
        counted_.push_back(object);
    }
}

void OccupancyApp::emitCount(Instant captured, WallTime stamp, const CountPace& pace, AppSink& sink) const {
    AppEvent event;
    event.type = "count";
    event.captured = captured;
    event.stamp = stamp;
    event.pace = pace;
    json counts = json::object();
    json zones = json::array();
    for (const ZoneWatch& zone : zones_) {
        if (zone.enabled()) {
            counts[zone.name()] = known_ ? json(zone.count()) : json(nullptr);
            zones.push_back(zone.countState(known_));
        }
    }
    event.fields = {{"counts", std::move(counts)},
                    {"objects", known_ ? json(objects()) : json(nullptr)},
                    {"object", SettingValue<CountedObject>::write(settings_.object)},
                    {"zones", std::move(zones)}};
    sink.emit(std::move(event));
}

json OccupancyApp::liveState() const {
    json zones = json::array();
    for (const ZoneWatch& zone : zones_) {
        zones.push_back(zone.liveState(known_));
    }
    json state = {{"object", SettingValue<CountedObject>::write(settings_.object)},
                  {"reference_point", SettingValue<ReferencePoint>::write(settings_.referencePoint)},
                  {"objects", known_ ? json(objects()) : json(nullptr)},
                  {"crowded", objects() > kReliableObjects},
                  {"zones", std::move(zones)}};
    if (const SettingErrors notes = unavailableSettings(settings_); !notes.empty()) {
        state["notes"] = json::array();
        for (const SettingError& note : notes) {
            state["notes"].push_back(note.text());
        }
    }
    return state;
}

void OccupancyApp::describeTrack(const Track& track, json& entry) const {
    json zones = json::array();
    bool alarm = false;
    const auto found = std::find_if(counted_.begin(), counted_.end(),
                                    [&track](const Counted& object) { return object.track == track.id; });
    for (std::size_t i = 0; found != counted_.end() && i < zones_.size(); ++i) {
        if (found->zones >> i & 1) {
            zones.push_back(i);
            alarm = alarm || zones_[i].inAlarm();
        }
    }
    entry["zones"] = std::move(zones);
    entry["alarm"] = alarm;
    entry["counted"] = found != counted_.end();
}

MetadataWishes OccupancyApp::metadataWishes() const {
    return {settings_.frameInfo, std::chrono::seconds{static_cast<int>(settings_.onvifInterval)}};
}

void OccupancyApp::visitCounts(const CountVisitor& visit) const {
    for (const ZoneWatch& zone : zones_) {
        if (known_ && zone.enabled()) {
            visit(zone.area(), zone.name(), zone.count());
        }
    }
}

}  // namespace ocellus::occupancy
