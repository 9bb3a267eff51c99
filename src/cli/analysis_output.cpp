// SPDX-License-Identifier: Apache-2.0
#include "cli/analysis_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ocellus::cli {
namespace {

using nlohmann::ordered_json;

// Boxes and scores to a millionth: less than a hundredth of a pixel of any camera, and equal on every run.
double rounded(double value) {
    return std::round(value * 1e6) / 1e6;
}

ordered_json asJson(const Track& track) {
    ordered_json json = {{"id", track.id}, {"class", nameOf(track.object)}, {"score", rounded(track.score)}};
    if (track.headScore) {
        json["head_score"] = rounded(*track.headScore);
    }
    const Box& box = track.box;
    json["box"] = {rounded(box.x), rounded(box.y), rounded(box.width), rounded(box.height)};
    return json;
}

double clipTime(Instant captured) {
    return toSeconds(captured.time_since_epoch());
}

// Names may be in any language; JSON is written as UTF-8, never refused.
std::string line(const ordered_json& json) {
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

std::string observationAsJson(const Observation& observation, const std::vector<std::unique_ptr<App>>& apps) {
    ordered_json json = {{"type", "observation"}, {"time", clipTime(observation.captured)}};
    json["tracks"] = ordered_json::array();
    for (const Track& track : observation.tracks) {
        json["tracks"].push_back(asJson(track));
    }
    json["counts"] = ordered_json::object();
    for (const auto& app : apps) {
        app->visitCounts(
            [&json](int /*area*/, const std::string& zone, int count) { json["counts"][zone] = count; });
    }
    return line(json);
}

std::string eventAsJson(const AppEvent& event) {
    if (event.type == "count") {
        return {};
    }
    ordered_json json = {{"type", event.type}};
    const auto copy = [&](const char* key) {
        if (const auto found = event.fields.find(key); found != event.fields.end()) {
            json[key] = *found;
        }
    };
    copy("state");
    json["time"] = clipTime(event.captured);
    copy("area");
    copy("name");
    if (event.type != "alarm_end") {
        copy("count");
        copy("threshold");
    }
    return line(json);
}

std::string eventAsText(const AppEvent& event) {
    const double time = clipTime(event.captured);
    const auto name = event.fields.value("name", "");
    if (event.type == "alarm") {
        return fmt::format("{:9.2f} s  {}: alarm {}, {} of {}", time, name, event.fields.value("state", ""),
                           event.fields.value("count", 0), event.fields.value("threshold", 0));
    }
    if (event.type == "alarm_end") {
        return fmt::format("{:9.2f} s  {}: alarm ended", time, name);
    }
    if (event.type == "under_occupancy") {
        return fmt::format("{:9.2f} s  {}: too few, {} of {}", time, name, event.fields.value("count", 0),
                           event.fields.value("threshold", 0));
    }
    return event.type == "under_occupancy_end" ? fmt::format("{:9.2f} s  {}: enough again", time, name)
                                               : std::string{};
}

void AnalysisSummary::add(const Observation& observation, const std::vector<std::unique_ptr<App>>& apps) {
    ++pictures_;
    inferred_ += observation.inferred ? 1 : 0;
    length_ = observation.captured.time_since_epoch();
    for (const auto& app : apps) {
        app->visitCounts([this](int /*area*/, const std::string& name, int count) {
            Zone& zone = zones_[name];
            zone.lowest = zone.pictures == 0 ? count : std::min(zone.lowest, count);
            zone.highest = std::max(zone.highest, count);
            zone.sum += count;
            ++zone.pictures;
        });
    }
}

void AnalysisSummary::add(const AppEvent& event) {
    if (event.type == "alarm") {
        Zone& zone = zones_[event.fields.value("name", "")];
        ++(event.fields.value("state", "") == "start" ? zone.alarms : zone.repeats);
    }
}

std::string AnalysisSummary::text() const {
    std::string text = fmt::format("{} pictures, {:.1f} s, {} looked at by the detector", pictures_,
                                   toSeconds(length_), inferred_);
    for (const auto& [name, zone] : zones_) {
        text += fmt::format("\n{}: {} to {}, mean {:.1f}; {} alarms, notified {} more times", name,
                            zone.lowest, zone.highest, zone.pictures > 0 ? zone.sum / zone.pictures : 0.0,
                            zone.alarms, zone.repeats);
    }
    return text;
}

}  // namespace ocellus::cli
