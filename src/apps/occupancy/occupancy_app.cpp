// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/occupancy_app.h"

#include <algorithm>
#include <optional>

namespace ocellus::occupancy {

using nlohmann::json;

OccupancyApp::OccupancyApp(const OccupancySettings& settings, const ScoreForThreshold& scoreFor)
    : settings_(settings),
      filter_(settings, scoreFor),
      bodyScale_(scoreFor, ObjectClass::Human),
      headScale_(scoreFor, ObjectClass::Head),
      vehicleScale_(scoreFor, ObjectClass::Vehicle),
      bicycleScale_(scoreFor, ObjectClass::Bicycle) {
    for (std::size_t i = 0; i < settings.zones.size(); ++i) {
        zones_.emplace_back(settings, i);
    }
    counted_.reserve(4 * kReliableObjects);
    before_.reserve(4 * kReliableObjects);
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
            zones_[i].observe(observation, static_cast<int>(inside), said_);
        }
        for (AppEvent& event : said_.events) {
            if (event.type == "alarm") {
                event.fields.update(countFields());
            }
            sink.emit(std::move(event));
        }
        said_.events.clear();
    }
    if (const auto pace = countClock_.due(observation.captured)) {
        emitCount(observation.captured, observation.stamp, *pace, sink);
    } else if (known_ && !was) {
        emitCount(observation.captured, observation.stamp, countClock_.between(), sink);
    }
}

void OccupancyApp::takeOver(const App& before, Instant now, WallTime stamp, AppSink& sink) {
    const auto* other = dynamic_cast<const OccupancyApp*>(&before);
    if (other == nullptr || other->settings_.object != settings_.object) {
        before.leave(now, stamp, sink);
        return;
    }
    std::uint8_t resumed = 0;
    for (std::size_t i = 0; i < other->zones_.size(); ++i) {
        if (i < zones_.size() && zones_[i].resume(other->zones_[i])) {
            resumed = static_cast<std::uint8_t>(resumed | 1U << i);
        } else {
            other->zones_[i].leave(now, stamp, sink);
        }
    }
    counted_ = other->counted_;
    for (Counted& object : counted_) {
        object.zones &= resumed;
    }
    captured_ = other->captured_;
    monochrome_ = other->monochrome_;
    known_ = other->known_;
}

void OccupancyApp::leave(Instant now, WallTime stamp, AppSink& sink) const {
    for (const ZoneWatch& zone : zones_) {
        zone.leave(now, stamp, sink);
    }
}

void OccupancyApp::away(Instant now, WallTime stamp, AppSink& sink) {
    const bool was = known_;
    known_ = false;
    counted_.clear();
    before_.clear();
    if (const auto pace = countClock_.due(now)) {
        emitCount(now, stamp, *pace, sink);
    } else if (was) {
        emitCount(now, stamp, countClock_.between(), sink);
    }
}

void OccupancyApp::count(const Observation& observation) {
    counted_.swap(before_);
    counted_.clear();
    capped_ = false;
    captured_ = observation.captured;
    monochrome_ = observation.quality.monochrome;
    for (const Track& track : observation.tracks) {
        if (!filter_.counts(track, observation.quality.monochrome)) {
            continue;
        }
        if (settings_.limitObjects && objects() == kReliableObjects) {
            capped_ = true;
            break;
        }
        counted_.push_back(placed(track, observation.captured));
    }
}

OccupancyApp::Counted OccupancyApp::placed(const Track& track, Instant captured) const {
    const Point point = referencePoint(track.box, settings_.referencePoint);
    const Counted* before = find(before_, track.id);
    Counted object;
    object.track = track.id;
    for (std::size_t i = 0; i < zones_.size(); ++i) {
        if (zones_[i].enabled() && zones_[i].contains(point)) {
            object.zones = static_cast<std::uint8_t>(object.zones | 1U << i);
            const bool stays = before != nullptr && (before->zones >> i & 1) != 0;
            object.since[i] = stays ? before->since[i] : captured;
        }
    }
    return object;
}

const OccupancyApp::Counted* OccupancyApp::find(const std::vector<Counted>& among, std::uint32_t track) {
    const auto found = std::find_if(among.begin(), among.end(),
                                    [track](const Counted& object) { return object.track == track; });
    return found == among.end() ? nullptr : &*found;
}

int OccupancyApp::pointsOf(const Track& track) const {
    switch (track.object) {
        case ObjectClass::Vehicle:
            return vehicleScale_.pointsOf(track.meanScore);
        case ObjectClass::Bicycle:
            return bicycleScale_.pointsOf(track.meanScore);
        case ObjectClass::Head:
            return headScale_.pointsOf(track.meanScore);
        default:
            return bodyScale_.pointsOf(track.meanScore);
    }
}

json OccupancyApp::countFields() const {
    json counts = json::object();
    json zones = json::array();
    for (const ZoneWatch& zone : zones_) {
        if (zone.enabled()) {
            counts[zone.name()] = known_ ? json(zone.count()) : json(nullptr);
            zones.push_back(zone.countState(known_));
        }
    }
    return {{"counts", std::move(counts)},
            {"objects", known_ ? json(objects()) : json(nullptr)},
            {"object", SettingValue<CountedObject>::write(settings_.object)},
            {"zones", std::move(zones)}};
}

void OccupancyApp::emitCount(Instant captured, WallTime stamp, const CountPace& pace, AppSink& sink) const {
    AppEvent event;
    event.type = "count";
    event.captured = captured;
    event.stamp = stamp;
    event.pace = pace;
    event.fields = countFields();
    sink.emit(std::move(event));
}

json OccupancyApp::liveState() const {
    json zones = json::array();
    for (const ZoneWatch& zone : zones_) {
        zones.push_back(zone.liveState(known_));
    }
    const bool blackAndWhite = monochrome_ && settings_.blackAndWhite.enabled;
    json state = {{"object", SettingValue<CountedObject>::write(settings_.object)},
                  {"reference_point", SettingValue<ReferencePoint>::write(settings_.referencePoint)},
                  {"objects", known_ ? json(objects()) : json(nullptr)},
                  {"crowded", objects() >= kReliableObjects && (objects() > kReliableObjects || capped_)},
                  {"thresholds",
                   {{"head", blackAndWhite ? settings_.blackAndWhite.head : settings_.thresholds.head},
                    {"body", blackAndWhite ? settings_.blackAndWhite.body : settings_.thresholds.body},
                    {"vehicle", settings_.thresholds.vehicle},
                    {"bicycle", settings_.thresholds.bicycle}}},
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
    std::optional<Instant> since;
    const Counted* found = find(counted_, track.id);
    for (std::size_t i = 0; found != nullptr && i < zones_.size(); ++i) {
        if (found->zones >> i & 1) {
            zones.push_back(i);
            alarm = alarm || zones_[i].inAlarm();
            since = std::min(since.value_or(found->since[i]), found->since[i]);
        }
    }
    entry["zones"] = std::move(zones);
    entry["alarm"] = alarm;
    entry["counted"] = found != nullptr;
    entry["dwell"] = since ? json(toSeconds(captured_ - *since)) : json(nullptr);
    entry["points"] = pointsOf(track);
    if (track.meanHeadScore) {
        entry["head_points"] = headScale_.pointsOf(*track.meanHeadScore);
    }
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
