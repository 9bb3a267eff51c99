// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "storage/count_minute.h"

namespace ocellus {

// One minute of one zone, on its way to the history.
struct ZoneMinute {
    std::string zone;
    std::int64_t minute = 0;  // since 1970 UTC
    CountSpan span;
};

// Makes minutes of what one camera's app counts. A count holds till the next picture, but for at most 2 s:
// longer without one, and the rest of that time was not observed. Time runs on the monotonic line; the wall
// clock only says which minute it is, so a step of it loses and doubles nothing. Bound to its camera.
class MinuteTally {
public:
    static constexpr Duration kLongestSeen = std::chrono::seconds{2};

    struct ZoneCount {
        std::string zone;
        int count = 0;
    };

    // The counts of one picture, in order of capture. Returns the minutes that are complete.
    [[nodiscard]] std::vector<ZoneMinute> observe(Instant captured, WallTime stamp,
                                                  const std::vector<ZoneCount>& counts);
    // An alarm was notified.
    void alarm(const std::string& zone, WallTime stamp);
    // What was gathered so far, also of the minute that runs: at the end, and when the app is switched off.
    [[nodiscard]] std::vector<ZoneMinute> close();

private:
    struct Running {
        std::string zone;
        CountSpan span;
        std::uint64_t weighted = 0;  // count x microseconds
        std::uint64_t microseconds = 0;
        std::optional<int> count;  // since the last picture
    };

    Running& of(const std::string& zone);
    std::vector<ZoneMinute> turnTo(std::int64_t minute);
    static void add(Running& running, Duration elapsed);

    std::vector<Running> zones_;
    std::optional<std::int64_t> minute_;
    std::optional<Instant> last_;
};

}  // namespace ocellus
