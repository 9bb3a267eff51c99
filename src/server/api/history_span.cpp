// SPDX-License-Identifier: Apache-2.0
#include "server/api/history_span.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ocellus {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;

constexpr std::array<std::pair<HistoryGrain, const char*>, 4> kGrains{{{HistoryGrain::Minute, "minute"},
                                                                       {HistoryGrain::Hour, "hour"},
                                                                       {HistoryGrain::Day, "day"},
                                                                       {HistoryGrain::Week, "week"}}};
// Beyond these a calendar has no four digits.
constexpr WallTime kFirst{std::chrono::sys_days{std::chrono::year{1970} / 1 / 1}};
constexpr WallTime kLast{std::chrono::sys_days{std::chrono::year{9999} / 1 / 1}};

struct Moment {
    WallTime begin;
    WallTime end;  // of the day, where it is one
};

// "2026-11-21T08:00" at the place: the earlier one where it comes twice, the later where it is left out.
std::optional<WallTime> readLocal(const std::string& text, const TimeZone& zone) {
    constexpr std::size_t kToMinutes = 16;
    const auto local = text.size() == kToMinutes ? fromIso8601(text + ":00Z") : std::nullopt;
    if (!local) {
        return std::nullopt;
    }
    const WallTime early = *local - zone.offsetAt(*local - days{1});
    const WallTime late = *local - zone.offsetAt(*local + days{1});
    const auto is = [&](WallTime time) { return time + zone.offsetAt(time) == *local; };
    return is(std::min(early, late)) ? std::min(early, late) : std::max(early, late);
}

Result<Moment> readMoment(const std::string& name, const std::string& text, const TimeZone& zone) {
    std::optional<Moment> moment;
    if (const auto day = parseDay(text)) {
        moment = Moment{zone.startOf(*day), zone.startOf(*day + days{1})};
    } else if (const auto time = fromIso8601(text)) {
        moment = Moment{*time, *time};
    } else if (const auto local = readLocal(text, zone)) {
        moment = Moment{*local, *local};
    }
    if (!moment || moment->begin < kFirst || moment->end > kLast) {
        return failure(Error::Kind::BadInput, name + "=" + text.substr(0, 40) + " is no date",
                       "write 2026-11-21, 2026-11-21T08:00 in local time, or 2026-11-21T08:00:00Z");
    }
    return *moment;
}

// The last edge at or before `time`.
WallTime floorTo(HistoryGrain grain, WallTime time, const TimeZone& zone) {
    switch (grain) {
        case HistoryGrain::Minute:
            return std::chrono::floor<minutes>(time);
        case HistoryGrain::Hour: {
            const auto offset = zone.offsetAt(time);
            return std::chrono::floor<hours>(time + offset) - offset;
        }
        case HistoryGrain::Day:
            return zone.startOf(zone.dayOf(time));
        case HistoryGrain::Week:
            break;
    }
    const local_days day = zone.dayOf(time);
    return zone.startOf(day - (std::chrono::weekday{day} - std::chrono::Monday));
}

WallTime nextEdge(HistoryGrain grain, WallTime edge, const TimeZone& zone) {
    switch (grain) {
        case HistoryGrain::Minute:
            return edge + minutes{1};
        case HistoryGrain::Hour: {
            // Where clocks go by half an hour, an hour is as much longer.
            const WallTime next = edge + hours{1};
            const WallTime whole = floorTo(grain, next, zone);
            return whole == next ? next : whole + hours{1};
        }
        case HistoryGrain::Day:
            return zone.startOf(zone.dayOf(edge) + days{1});
        case HistoryGrain::Week:
            break;
    }
    return zone.startOf(zone.dayOf(edge) + days{7});
}

}  // namespace

Result<HistorySpan> readSpan(const Query& query, const TimeZone& zone, WallTime now) {
    const std::string today = toText(zone.dayOf(now));
    const auto from = readMoment("from", query.find("from").value_or(today), zone);
    const auto to = readMoment("to", query.find("to").value_or(today), zone);
    if (!from || !to) {
        return tl::unexpected(from ? to.error() : from.error());
    }
    if (to->end <= from->begin) {
        return failure(Error::Kind::BadInput, "from is not before to", "give the earlier one as from");
    }
    return HistorySpan{from->begin, to->end};
}

Result<HistoryGrain> readGrain(const Query& query) {
    const std::string wanted = query.find("grain").value_or("minute");
    for (const auto& [grain, name] : kGrains) {
        if (wanted == name) {
            return grain;
        }
    }
    return failure(Error::Kind::BadInput, "grain=" + wanted.substr(0, 40) + " is not right",
                   "choose minute, hour, day or week");
}

std::string nameOf(HistoryGrain grain) {
    return kGrains[static_cast<std::size_t>(grain)].second;
}

Result<std::vector<WallTime>> edgesOf(const HistorySpan& span, HistoryGrain grain, const TimeZone& zone,
                                      std::size_t most) {
    std::vector<WallTime> edges{floorTo(grain, span.from, zone)};
    while (edges.back() < span.to) {
        if (edges.size() > most) {
            return failure(Error::Kind::BadInput,
                           "that is more than " + std::to_string(most) + " times of a " + nameOf(grain),
                           "choose a coarser grain or a shorter time");
        }
        edges.push_back(nextEdge(grain, edges.back(), zone));
    }
    return edges;
}

}  // namespace ocellus
