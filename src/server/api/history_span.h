// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time_zone.h"
#include "server/http/target.h"

namespace ocellus {

enum class HistoryGrain : std::uint8_t { Minute, Hour, Day, Week };

// Which part of the history is asked for: from `from` to before `to`.
struct HistorySpan {
    WallTime from;
    WallTime to;
};

// `from` and `to` of a query: dates (the whole day), local times, or times with a zone; today unless given.
[[nodiscard]] Result<HistorySpan> readSpan(const Query& query, const TimeZone& zone, WallTime now);
[[nodiscard]] Result<HistoryGrain> readGrain(const Query& query);
[[nodiscard]] std::string nameOf(HistoryGrain grain);

// The edges of the stretches that cover a span: whole minutes, or hours, days and weeks (from Monday) of the
// zone, so that a day may have 23 or 25 hours. An error where there are more than `most` stretches.
[[nodiscard]] Result<std::vector<WallTime>> edgesOf(const HistorySpan& span, HistoryGrain grain,
                                                    const TimeZone& zone, std::size_t most);

}  // namespace ocellus
