// SPDX-License-Identifier: Apache-2.0
#include "ingest/camera_time.h"

#include <algorithm>
#include <charconv>

namespace ocellus {
namespace {

constexpr Duration kTolerance = std::chrono::seconds{2};

std::optional<Duration> readSeconds(std::string_view header) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), seconds);
    // Uptimes and clocks that were never set are far below; 1e11 s is the year 5138. Not a number is not
    // plausible.
    const bool plausible = seconds > 1e9 && seconds < 1e11;
    if (error != std::errc{} || end != header.data() + header.size() || !plausible) {
        return std::nullopt;
    }
    return fromSeconds(seconds);
}

}  // namespace

Instant CameraTime::captured(std::string_view header, Instant arrived, WallTime wall) {
    Instant result = arrived;
    const std::optional<Duration> camera = unusable_ ? std::nullopt : readSeconds(header);
    if (camera && !offset_) {
        const Duration behind = wall.time_since_epoch() - *camera;
        unusable_ = std::chrono::abs(behind) > kTolerance;
        offset_ = arrived.time_since_epoch() - behind - *camera;
    }
    if (camera && offset_ && !unusable_) {
        const Instant stated{*camera + *offset_};
        result = std::chrono::abs(stated - arrived) <= kTolerance ? stated : arrived;
    }
    // Time never stands still or goes back within a stream.
    if (last_ && result <= *last_) {
        result = std::max(arrived, *last_ + Duration{1});
    }
    last_ = result;
    return result;
}

}  // namespace ocellus
