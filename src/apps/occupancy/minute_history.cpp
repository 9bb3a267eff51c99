// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/minute_history.h"

#include <algorithm>

#include "apps/occupancy/rule.h"

namespace ocellus::occupancy {
namespace {

std::int64_t minuteOf(WallTime stamp) {
    return std::chrono::floor<std::chrono::minutes>(stamp).time_since_epoch().count();
}

WallTime beginOf(std::int64_t minute) {
    return WallTime{std::chrono::minutes{minute}};
}

}  // namespace

double CountSpan::mean() const {
    return observed > Duration{} ? static_cast<double>(countTime) / static_cast<double>(observed.count())
                                 : minimum;
}

CountSpan merged(const CountSpan& a, const CountSpan& b) {
    return {std::min(a.minute, b.minute), std::min(a.minimum, b.minimum), std::max(a.maximum, b.maximum),
            a.countTime + b.countTime,    a.observed + b.observed,        a.alarms + b.alarms};
}

void MinuteHistory::observe(Instant captured, WallTime stamp, int count, int alarms, const Sink& sink) {
    if (last_) {
        const Duration length = captured - last_->captured;
        if (length > Duration{} && length <= kLongestSeen) {
            hold(length, sink);
        }
    }
    spanAt(stamp, count, sink).alarms += alarms;
    last_ = Seen{captured, stamp, count};
}

// Lets the last count hold for `length` from its own stamp on.
void MinuteHistory::hold(Duration length, const Sink& sink) {
    WallTime from = last_->stamp;
    while (length > Duration{}) {
        const Duration part = std::min<Duration>(length, beginOf(minuteOf(from) + 1) - from);
        CountSpan& span = spanAt(from, last_->count, sink);
        span.observed += part;
        span.countTime += last_->count * part.count();
        from += part;
        length -= part;
    }
}

CountSpan& MinuteHistory::spanAt(WallTime stamp, int count, const Sink& sink) {
    const std::int64_t minute = minuteOf(stamp);
    if (span_ && span_->minute != minute) {
        sink(*span_);
        span_.reset();
    }
    if (!span_) {
        span_ = CountSpan{minute, count, count, 0, {}, 0};
    }
    span_->minimum = std::min(span_->minimum, count);
    span_->maximum = std::max(span_->maximum, count);
    return *span_;
}

void MinuteHistory::finish(const Sink& sink) {
    if (span_) {
        sink(*span_);
    }
    span_.reset();
    last_.reset();
}

}  // namespace ocellus::occupancy
