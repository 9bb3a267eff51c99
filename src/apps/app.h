// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "vision/observation.h"

namespace ocellus {

// Where a count stands among those of its app, so that each receiver gets one per interval of its own: time
// since the app began, at the count before this one and at this one. Intervals are whole multiples of 5 s.
struct CountPace {
    Duration before{-1};  // negative: there was none
    Duration now{};

    [[nodiscard]] bool reaches(Duration interval) const {
        return before < Duration{} || interval <= Duration{} || now / interval > before / interval;
    }
};

// Something an app says: an Event before storage gives it its id and sequence.
struct AppEvent {
    std::string type;  // alarm, alarm_end, count
    Instant captured;
    WallTime stamp;
    nlohmann::json fields = nlohmann::json::object();
    bool notify = true;  // false: TCP and HTTP alarm notification does not hear of it, because it comes too
                         // soon (alarm_deactivation) or notifications are off; our own topics do
    bool keepPicture = false;  // its picture is stored with it
    CountPace pace{};  // of a count: a receiver with an interval takes it where pace.reaches(interval)
};

// What of an app's knowledge goes into the metadata that travels with the camera's video.
struct MetadataWishes {
    bool frames = false;       // the boxes of what is seen
    Duration countInterval{};  // how often the counts
};

// Takes what an app says. Called on the analysis thread that runs the app's camera.
class AppSink {
public:
    virtual ~AppSink() = default;
    virtual void emit(AppEvent event) = 0;
};

// One extension app on one camera: a pure rule with an adapter round it. It does no I/O and reads no clock;
// time comes with the observations. Bound to its camera.
class App {
public:
    virtual ~App() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    // Called for each analysed picture, in order of capture.
    virtual void observe(const Observation& observation, AppSink& sink) = 0;

    // Takes the place of `before`, the same app under other settings: what they left as it was goes on
    // (timers, alarms), what they changed ends and is said to end. Called before the first observe().
    virtual void takeOver(const App& before, Instant now, WallTime stamp, AppSink& sink) {
        before.leave(now, stamp, sink);
    }

    // It is taken off, or its camera ends: says what ends with it.
    virtual void leave(Instant /*now*/, WallTime /*stamp*/, AppSink& /*sink*/) const {}

    // Called about once a second while no picture comes: counts are null, not zero. `now` and `stamp` are the
    // time on the same two lines as Observation::captured and ::stamp.
    virtual void away(Instant now, WallTime stamp, AppSink& sink) = 0;

    // The lowest score (0 to 1) with which an object may count here; what scores less is nothing to this app.
    [[nodiscard]] virtual float leastScore() const { return 1; }

    // What a live view needs beside the tracks: zones with count, timer, alarm. Contract of the UI:
    // docs/reference.
    [[nodiscard]] virtual nlohmann::json liveState() const = 0;

    // Adds to a track of the live view what this app knows of it: `zones` (their indices) and `alarm`.
    virtual void describeTrack(const Track& /*track*/, nlohmann::json& /*entry*/) const {}

    [[nodiscard]] virtual MetadataWishes metadataWishes() const { return {}; }

    // The zones' counts at the last observation, for metrics and the history; nothing while the camera is
    // away.
    using CountVisitor = std::function<void(int area, const std::string& zone, int count)>;

    virtual void visitCounts(const CountVisitor& /*visit*/) const {}

    // How many distinct objects it counted in the whole picture at the last observation, where it counts.
    [[nodiscard]] virtual std::optional<int> countOfPicture() const { return std::nullopt; }
};

}  // namespace ocellus
