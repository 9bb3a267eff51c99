// SPDX-License-Identifier: Apache-2.0
#include "daemon/live/live_header.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace ocellus {
namespace {

using nlohmann::json;

// Four decimals are a fifth of a pixel of a 1920-wide picture: enough, and a third of the bytes.
double rounded(double value) {
    return std::round(value * 1e4) / 1e4;
}

json toJson(const Box& box) {
    return {rounded(box.x), rounded(box.y), rounded(box.width), rounded(box.height)};
}

json toJson(const PictureQuality& quality) {
    json flags = json::array();
    const auto add = [&](bool on, const char* name) {
        if (on) {
            flags.push_back(name);
        }
    };
    add(quality.dark, "dark");
    add(quality.overExposed, "over_exposed");
    add(quality.blurred, "blurred");
    add(quality.shaking, "shaking");
    add(quality.backlight, "backlight");
    add(quality.frozen, "frozen");
    add(quality.monochrome, "monochrome");
    return flags;
}

}  // namespace

std::string liveHeader(const std::string& camera, const Observation& observation,
                       const std::vector<std::unique_ptr<App>>& apps, Duration delay) {
    json header = {{"camera", camera},
                   {"sequence", observation.sequence},
                   {"time", toIso8601(observation.stamp)},
                   {"width", observation.width},
                   {"height", observation.height},
                   {"inferred", observation.inferred},
                   {"delay", std::round(toSeconds(delay) * 1e3) / 1e3},
                   {"quality", toJson(observation.quality)},
                   {"tracks", json::array()},
                   {"apps", json::object()}};
    for (const Track& track : observation.tracks) {
        json entry = {{"id", track.id},
                      {"class", nameOf(track.object)},
                      {"score", rounded(track.score)},
                      {"box", toJson(track.box)},
                      {"predicted", track.predicted},
                      {"zones", json::array()},
                      {"alarm", false}};
        if (track.headScore) {
            entry["head_score"] = rounded(*track.headScore);
        }
        if (track.headBox) {
            entry["head_box"] = toJson(*track.headBox);
        }
        for (const auto& app : apps) {
            app->describeTrack(track, entry);
        }
        header["tracks"].push_back(std::move(entry));
    }
    for (const auto& app : apps) {
        header["apps"][std::string(app->name())] = app->liveState();
    }
    return header.dump();
}

std::string liveStateMessage(const std::string& camera, const SourceState& state) {
    json message = {{"camera", camera}, {"state", nameOf(state.phase)}, {"reason", nullptr}};
    if (state.reason) {
        message["reason"] = {{"message", state.reason->message}, {"remedy", state.reason->remedy}};
    }
    return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string_view nameOf(SourceState::Phase phase) {
    switch (phase) {
        case SourceState::Phase::Idle:
            return "idle";
        case SourceState::Phase::Connecting:
            return "connecting";
        case SourceState::Phase::Up:
            return "up";
        case SourceState::Phase::Down:
            return "down";
    }
    return "down";
}

}  // namespace ocellus
