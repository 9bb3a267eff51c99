// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "storage/count_history.h"

namespace ocellus {

// The answers of the history in the shapes of docs/reference/api.md. What nobody saw is null.
struct ZoneSeries {
    HistoryZone zone;
    std::vector<CountSpan> spans;  // between each edge and the next
};

[[nodiscard]] nlohmann::json seriesJson(const std::vector<ZoneSeries>& series,
                                        std::span<const WallTime> edges);
// By weekday (from Monday) and hour of the day, of spans of an hour.
[[nodiscard]] nlohmann::json heatMapJson(const std::vector<ZoneSeries>& series,
                                         std::span<const WallTime> edges, const TimeZone& zone);

}  // namespace ocellus
