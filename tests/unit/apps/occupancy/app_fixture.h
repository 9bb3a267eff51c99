// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "apps/occupancy/occupancy_app.h"

namespace ocellus::occupancy::test {

// Keeps what an app says.
class Heard final : public AppSink {
public:
    void emit(AppEvent event) override { events.push_back(std::move(event)); }

    [[nodiscard]] std::vector<AppEvent> of(const std::string& type) const {
        std::vector<AppEvent> chosen;
        for (const AppEvent& event : events) {
            if (event.type == type) {
                chosen.push_back(event);
            }
        }
        return chosen;
    }

    std::vector<AppEvent> events;
};

// Threshold 25 stands for the score 0.25, and so on.
inline float hundredth(ObjectClass /*object*/, int threshold) {
    return static_cast<float>(threshold) / 100.0F;
}

inline OccupancySettings settingsFrom(const std::string& json) {
    auto settings = occupancySchema().read(nlohmann::json::parse(json));
    if (!settings) {
        ADD_FAILURE() << settings.error().front().text();
        return {};
    }
    return *settings;
}

inline Track trackOf(ObjectClass object, std::uint32_t id, Box box, float score) {
    Track track;
    track.id = id;
    track.object = object;
    track.box = box;
    track.score = score;
    track.meanScore = score;
    return track;
}

inline Track human(std::uint32_t id, Box box, float score = 0.9F) {
    return trackOf(ObjectClass::Human, id, box, score);
}

inline Observation pictureAt(double seconds, std::vector<Track> tracks = {}) {
    Observation observation;
    observation.captured = Instant{fromSeconds(seconds)};
    observation.stamp = WallTime{std::chrono::seconds{1'800'000'000} + fromSeconds(seconds)};
    observation.width = 1920;
    observation.height = 1080;
    observation.inferred = true;
    observation.tracks = std::move(tracks);
    return observation;
}

// How many of `tracks` an app with these settings counts.
inline int objectsCounted(const OccupancySettings& settings, std::vector<Track> tracks,
                          bool monochrome = false) {
    OccupancyApp app(settings, hundredth);
    Heard heard;
    Observation observation = pictureAt(0, std::move(tracks));
    observation.quality.monochrome = monochrome;
    app.observe(observation, heard);
    return app.objects();
}

}  // namespace ocellus::occupancy::test
