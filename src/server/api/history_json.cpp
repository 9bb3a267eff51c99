// SPDX-License-Identifier: Apache-2.0
#include "server/api/history_json.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ocellus {
namespace {

using nlohmann::json;

constexpr std::size_t kDays = 7;
constexpr std::size_t kHours = 24;

using Week = std::array<std::array<CountSpan, kHours>, kDays>;

json meanOf(const CountSpan& span) {
    return std::round(span.mean() * 100) / 100;
}

json headOf(const HistoryZone& zone) {
    return {{"area", zone.area}, {"name", zone.zone}};
}

// The figures of spans as one list each: short on the wire, and as charts want them.
template <class Spans>
void putFigures(json& entry, const Spans& spans) {
    json minimum = json::array();
    json mean = json::array();
    json maximum = json::array();
    json alarms = json::array();
    json seconds = json::array();
    for (const CountSpan& span : spans) {
        const bool seen = span.hundredths > 0;
        minimum.push_back(seen ? json(span.minimum) : json(nullptr));
        mean.push_back(seen ? meanOf(span) : json(nullptr));
        maximum.push_back(seen ? json(span.maximum) : json(nullptr));
        alarms.push_back(span.alarms);
        seconds.push_back(span.seconds());
    }
    entry["minimum"] = std::move(minimum);
    entry["mean"] = std::move(mean);
    entry["maximum"] = std::move(maximum);
    entry["alarms"] = std::move(alarms);
    entry["seconds"] = std::move(seconds);
}

}  // namespace

json seriesJson(const std::vector<ZoneSeries>& series, std::span<const WallTime> edges) {
    json start = json::array();
    for (const WallTime edge : edges.first(edges.size() - 1)) {
        start.push_back(std::chrono::floor<std::chrono::seconds>(edge).time_since_epoch().count());
    }
    json zones = json::array();
    for (const ZoneSeries& one : series) {
        json entry = headOf(one.zone);
        putFigures(entry, one.spans);
        zones.push_back(std::move(entry));
    }
    return {{"start", std::move(start)}, {"zones", std::move(zones)}};
}

json heatMapJson(const std::vector<ZoneSeries>& series, std::span<const WallTime> edges,
                 const TimeZone& zone) {
    json zones = json::array();
    for (const ZoneSeries& one : series) {
        Week week{};
        for (std::size_t i = 0; i < one.spans.size(); ++i) {
            const WallTime local = edges[i] + zone.offsetAt(edges[i]);
            const auto day = std::chrono::floor<std::chrono::days>(local);
            const std::chrono::weekday weekday{day};
            const auto hour = static_cast<std::size_t>((local - day) / std::chrono::hours{1});
            week[weekday.iso_encoding() - 1][hour].join(one.spans[i]);
        }
        json entry = headOf(one.zone);
        entry["days"] = json::array();
        for (const auto& day : week) {
            json figures = json::object();
            putFigures(figures, day);
            entry["days"].push_back(std::move(figures));
        }
        zones.push_back(std::move(entry));
    }
    return {{"zones", std::move(zones)}};
}

}  // namespace ocellus
