// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "base/time.h"

namespace ocellus::occupancy {

// What was counted in one minute, or in a longer time that minutes were merged into. It says how long anybody
// looked: a minute that nobody saw has none of these, which is not the same as a count of zero.
struct CountSpan {
    std::int64_t minute = 0;  // of the wall, since 1970 in UTC; of a longer time, its first
    int minimum = 0;
    int maximum = 0;
    std::int64_t countTime = 0;  // sum of count x microseconds, so that means can be merged without loss
    Duration observed{};
    int alarms = 0;

    // Weighted by time; of a single picture, its count.
    [[nodiscard]] double mean() const;
    friend bool operator==(const CountSpan&, const CountSpan&) = default;
};

// Both together, under the earlier minute: for hours and days, and for a minute that was counted in two
// parts, because the program restarted or the clock was set back.
[[nodiscard]] CountSpan merged(const CountSpan& a, const CountSpan& b);

// Rolls the counts of one zone, or of the whole picture, up by the minute of the wall. A count holds until
// the next picture, for 2 s at most; what lies between minutes is split. Lengths are measured on the
// monotonic line: a step of the clock moves what follows to other minutes and changes no length. Pure;
// allocates nothing. Bound to its camera.
class MinuteHistory {
public:
    // Takes each minute that is over, in order.
    using Sink = std::function<void(const CountSpan&)>;

    // `alarms`: how many began at this picture.
    void observe(Instant captured, WallTime stamp, int count, int alarms, const Sink& sink);
    // Ends the minute as it stands: the camera is away, the app stops, or its schedule ends.
    void finish(const Sink& sink);

private:
    struct Seen {
        Instant captured;
        WallTime stamp;
        int count = 0;
    };

    void hold(Duration length, const Sink& sink);
    CountSpan& spanAt(WallTime stamp, int count, const Sink& sink);

    std::optional<Seen> last_;
    std::optional<CountSpan> span_;
};

}  // namespace ocellus::occupancy
