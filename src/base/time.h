// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ocellus {

// Time has two faces here. Rules measure intervals on the monotonic line (Instant), which no clock step
// touches; people and receivers read the wall (WallTime). Both count integer microseconds.

using Duration = std::chrono::microseconds;

struct MonotonicLine {
    using rep = std::int64_t;
    using period = std::micro;
    using duration = Duration;
    using time_point = std::chrono::time_point<MonotonicLine, Duration>;
    static constexpr bool is_steady = true;  // NOLINT(readability-identifier-naming): the standard's name
};

using Instant = MonotonicLine::time_point;
using WallTime = std::chrono::sys_time<Duration>;

[[nodiscard]] constexpr double toSeconds(Duration duration) {
    return static_cast<double>(duration.count()) / 1e6;
}

// Rounded to the nearest microsecond, so that 0.1 s is exactly 100000 us.
[[nodiscard]] constexpr Duration fromSeconds(double seconds) {
    return Duration{static_cast<std::int64_t>(seconds * 1e6 + (seconds < 0 ? -0.5 : 0.5))};
}

// ISO 8601 in UTC with milliseconds: 2026-11-21T02:40:00.000Z.
[[nodiscard]] std::string toIso8601(WallTime time);

// Reads date and time with seconds, an optional fraction (kept to the microsecond) and a zone: Z or +hh:mm.
[[nodiscard]] std::optional<WallTime> fromIso8601(std::string_view text);

// The manuals' form, UTC, YYYYMMDDhhmmss (interfaces §1.5).
[[nodiscard]] std::string toCompactUtc(WallTime time);

}  // namespace ocellus
