// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "storage/count_minute.h"

namespace ocellus {

// One minute of one zone, or a piece of one, on its way to the history.
struct ZoneMinute {
    std::string zone;         // empty: the whole picture
    std::int64_t minute = 0;  // since 1970 UTC
    CountSpan span;
    int area = 0;  // 1 to 4; 0: the whole picture
};

// Makes minutes of what one camera's app counts. A count holds till the next picture, but for at most 2 s:
// longer without one, and the rest of that time was not observed. Time runs on the monotonic line; the wall
// clock only says which minute it is, so a step of it loses and doubles nothing. The minute that runs is
// handed over in pieces, so that a program that is killed loses seconds and not minutes. Between pieces
// nothing is allocated. Bound to its camera.
class MinuteTally {
public:
    static constexpr Duration kLongestSeen = std::chrono::seconds{2};
    static constexpr Duration kPiece = std::chrono::seconds{5};

    struct ZoneCount {
        int area = 0;
        std::string_view zone;
        int count = 0;
    };

    // Takes minutes that are complete and pieces of the one that runs. Pieces of one minute join.
    using Sink = std::function<void(ZoneMinute)>;

    // The counts of one picture, in order of capture.
    void observe(Instant captured, WallTime stamp, std::span<const ZoneCount> counts, const Sink& sink);
    // An alarm began at the picture that is observed next.
    void alarm(std::string_view zone);
    // Hands over what was gathered so far: the camera is away, the app changes or is switched off. The last
    // counts hold till `now` where it is given, for 2 s at most.
    void close(std::optional<Instant> now, const Sink& sink);

private:
    struct Running {
        std::string zone;
        int area = 0;
        CountSpan span;                  // extremes and alarms of the piece that runs
        bool seen = false;               // `span` has extremes
        std::int64_t weighted = 0;       // count x microseconds, not handed over yet
        std::uint64_t microseconds = 0;  // likewise
        std::optional<int> count;        // since the last picture
        std::uint32_t alarms = 0;        // of the next picture
    };

    Running& of(std::string_view zone);
    void hold(Duration length, const Sink& sink);
    void turnTo(std::int64_t minute, const Sink& sink);
    void handOver(bool complete, const Sink& sink);
    static void add(Running& running, Duration elapsed);

    std::vector<Running> zones_;
    std::optional<std::int64_t> minute_;
    std::optional<Instant> last_;
    WallTime stamp_{};  // of the last picture
    Instant handed_{};  // when the last piece was
};

}  // namespace ocellus
