// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/history_csv.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace ocellus::occupancy {
namespace {

// 2026-11-21T11:40+09:00
std::string localTime(std::int64_t minute, std::chrono::minutes offset) {
    const auto local = std::chrono::sys_time<std::chrono::minutes>{std::chrono::minutes{minute}} + offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const auto time = (local - day).count();
    const auto away = std::abs(offset.count());
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}{}{:02}:{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time / 60,
                       time % 60, offset.count() < 0 ? '-' : '+', away / 60, away % 60);
}

// A text as a cell. What a spreadsheet would take for a formula gets an apostrophe before it.
std::string cell(const std::string& text) {
    const bool formula =
        !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos;
    std::string quoted = formula ? "\"'" : "\"";
    for (const char c : text) {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + "\"";
}

}  // namespace

std::string_view historyCsvHeader() {
    return "time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n";
}

std::string historyCsvRow(const CountSpan& span, const HistoryPlace& place, std::chrono::minutes offset) {
    return fmt::format("{},{},{},{},{},{},{:.3f},{},{},{:.1f}\r\n", localTime(span.minute, offset),
                       place.camera, place.channel, place.area, cell(place.name), span.minimum, span.mean(),
                       span.maximum, span.alarms, toSeconds(span.observed));
}

std::string_view manualCsvHeader() {
    return "time,camera,all,area1,area2,area3,area4\r\n";
}

std::string manualCsvRow(std::int64_t minute, const std::string& camera,
                         const std::array<std::optional<CountSpan>, 5>& allThenAreas,
                         std::chrono::minutes offset) {
    std::string row = localTime(minute, offset) + "," + camera;
    for (const auto& span : allThenAreas) {
        row += span ? fmt::format(",{}", std::lround(span->mean())) : std::string(",");
    }
    return row + "\r\n";
}

}  // namespace ocellus::occupancy
