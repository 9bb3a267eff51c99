// SPDX-License-Identifier: Apache-2.0
#include "storage/minute_tally.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ocellus {
namespace {

constexpr std::uint64_t kHundredth = 10'000;  // microseconds

std::int64_t minuteOf(WallTime stamp) {
    return std::chrono::floor<std::chrono::minutes>(stamp).time_since_epoch().count();
}

}  // namespace

MinuteTally::Running& MinuteTally::of(std::string_view zone) {
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
    span.minimum = running.seen ? std::min(span.minimum, count) : count;
    span.maximum = std::max(span.maximum, count);
    running.seen = true;
    running.microseconds += static_cast<std::uint64_t>(elapsed.count());
    running.weighted += static_cast<std::int64_t>(count) * elapsed.count();
}

// Whole hundredths of a second; what is left of one stays for the next piece of the same minute.
void MinuteTally::handOver(bool complete, const Sink& sink) {
    for (Running& running : zones_) {
        const std::uint64_t rounding = complete ? kHundredth / 2 : 0;
        const std::uint64_t hundredths = running.seen ? (running.microseconds + rounding) / kHundredth : 0;
        if (hundredths > 0 || running.span.alarms > 0) {
            const double share = hundredths == 0 ? 0
                                                 : static_cast<double>(running.weighted) *
                                                       static_cast<double>(hundredths * kHundredth) /
                                                       static_cast<double>(running.microseconds);
            const std::int64_t weighted = std::llround(share / static_cast<double>(kHundredth));
            running.span.hundredths = static_cast<std::uint32_t>(hundredths);
            running.span.weighted = static_cast<std::uint64_t>(weighted);
            if (hundredths == 0) {
                // Alarms alone: the extremes wait for the time that belongs to them.
                sink({running.zone, *minute_, {0, 0, 0, running.span.alarms, 0}, running.area});
                running.span.alarms = 0;
            } else {
                sink({running.zone, *minute_, running.span, running.area});
                running.span = {};
                running.seen = false;
                running.microseconds -= std::min(running.microseconds, hundredths * kHundredth);
                running.weighted -= weighted * static_cast<std::int64_t>(kHundredth);
            }
        }
        if (complete) {
            running.span = {};
            running.seen = false;
            running.weighted = 0;
            running.microseconds = 0;
        }
    }
}

void MinuteTally::turnTo(std::int64_t minute, const Sink& sink) {
    if (minute_ && *minute_ != minute) {
        handOver(true, sink);
    }
    minute_ = minute;
}

// Lets the last counts hold for `length` from their own stamp on, each part of it in its minute.
void MinuteTally::hold(Duration length, const Sink& sink) {
    WallTime from = stamp_;
    while (length > Duration{}) {
        const std::int64_t minute = minuteOf(from);
        turnTo(minute, sink);
        const Duration part = std::min<Duration>(length, WallTime{std::chrono::minutes{minute + 1}} - from);
        for (Running& running : zones_) {
            add(running, part);
        }
        from += part;
        length -= part;
    }
}

void MinuteTally::observe(Instant captured, WallTime stamp, std::span<const ZoneCount> counts,
                          const Sink& sink) {
    if (!last_) {
        handed_ = captured;
    } else if (captured > *last_) {
        hold(std::min(captured - *last_, kLongestSeen), sink);
    }
    turnTo(minuteOf(stamp), sink);
    if (captured - handed_ >= kPiece) {
        handOver(false, sink);
        handed_ = captured;
    }
    last_ = captured;
    stamp_ = stamp;
    for (Running& running : zones_) {
        running.count.reset();
        running.span.alarms += std::exchange(running.alarms, 0);
    }
    for (const ZoneCount& one : counts) {
        Running& running = of(one.zone);
        running.area = one.area;
        running.count = std::max(one.count, 0);
    }
}

void MinuteTally::alarm(std::string_view zone) {
    ++of(zone).alarms;
}

void MinuteTally::close(std::optional<Instant> now, const Sink& sink) {
    if (now && last_ && *now > *last_) {
        hold(std::min(*now - *last_, kLongestSeen), sink);
    }
    if (minute_) {
        handOver(true, sink);
    }
    zones_.clear();
    minute_.reset();
    last_.reset();
}

}  // namespace ocellus
