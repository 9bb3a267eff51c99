// SPDX-License-Identifier: Apache-2.0
#include "storage/minute_tally.h"

#include <algorithm>

namespace ocellus {
namespace {

std::int64_t minuteOf(WallTime stamp) {
    return std::chrono::floor<std::chrono::minutes>(stamp).time_since_epoch().count();
}

}  // namespace

MinuteTally::Running& MinuteTally::of(const std::string& zone) {
    for (Running& running : zones_) {
        if (running.zone == zone) {
            return running;
        }
    }
    zones_.emplace_back().zone = zone;
    return zones_.back();
}

void MinuteTally::add(Running& running, Duration elapsed) {
    if (!running.count || elapsed <= Duration{}) {
        return;
    }
    const auto count = static_cast<std::uint32_t>(*running.count);
    CountSpan& span = running.span;
    span.minimum = running.microseconds > 0 ? std::min(span.minimum, count) : count;
    span.maximum = std::max(span.maximum, count);
    running.microseconds += static_cast<std::uint64_t>(elapsed.count());
    running.weighted += count * static_cast<std::uint64_t>(elapsed.count());
}

std::vector<ZoneMinute> MinuteTally::turnTo(std::int64_t minute) {
    std::vector<ZoneMinute> complete;
    if (minute_ && *minute_ != minute) {
        for (Running& running : zones_) {
            constexpr std::uint64_t kHundredth = 10'000;  // microseconds
            running.span.hundredths =
                static_cast<std::uint32_t>((running.microseconds + kHundredth / 2) / kHundredth);
            running.span.weighted = (running.weighted + kHundredth / 2) / kHundredth;
            if (running.microseconds > 0 || running.span.alarms > 0) {
                complete.push_back({running.zone, *minute_, running.span});
            }
            running.span = {};
            running.weighted = 0;
            running.microseconds = 0;
        }
    }
    minute_ = minute;
    return complete;
}

std::vector<ZoneMinute> MinuteTally::observe(Instant captured, WallTime stamp,
                                             const std::vector<ZoneCount>& counts) {
    const std::int64_t minute = minuteOf(stamp);
    std::vector<ZoneMinute> complete;
    if (last_ && captured > *last_) {
        const Duration seen = std::min(captured - *last_, kLongestSeen);
        // What lies after the minute's end belongs to the next, where the clock did not step between.
        const WallTime start{std::chrono::minutes{minute}};
        const Duration after = minute_ && minute == *minute_ + 1
                                   ? std::clamp(stamp - start, Duration{}, captured - *last_)
                                   : Duration{};
        const Duration before = std::clamp(captured - *last_ - after, Duration{}, seen);
        for (Running& running : zones_) {
            add(running, before);
        }
        complete = turnTo(minute);
        for (Running& running : zones_) {
            add(running, seen - before);
        }
    } else {
        complete = turnTo(minute);
    }
    last_ = captured;
    for (Running& running : zones_) {
        running.count.reset();
    }
    for (const ZoneCount& one : counts) {
        of(one.zone).count = std::max(one.count, 0);
    }
    return complete;
}

void MinuteTally::alarm(const std::string& zone, WallTime stamp) {
    if (!minute_) {
        minute_ = minuteOf(stamp);
    }
    ++of(zone).span.alarms;
}

std::vector<ZoneMinute> MinuteTally::close() {
    if (!minute_) {
        return {};
    }
    auto complete = turnTo(*minute_ + 1);
    zones_.clear();
    minute_.reset();
    last_.reset();
    return complete;
}

}  // namespace ocellus
