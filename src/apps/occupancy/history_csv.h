// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "apps/occupancy/minute_history.h"

namespace ocellus::occupancy {

// Where a row of the history belongs.
struct HistoryPlace {
    std::string camera;
    int channel = 1;
    int area = 0;      // 1 to 4; 0: the whole picture
    std::string name;  // of the zone
};

// Files of counts (OCC-70), one row a minute and zone, lines ending in CR LF as RFC 4180 has it. A minute
// without a row was not observed. `offset` is the local time's distance from UTC at that minute, which the
// time column carries: rows stay in order and apart where daylight saving ends.
[[nodiscard]] std::string_view historyCsvHeader();
[[nodiscard]] std::string historyCsvRow(const CountSpan& span, const HistoryPlace& place,
                                        std::chrono::minutes offset);

// The manual's layout: one row a minute with the rounded means of the whole picture and the four zones; empty
// where nobody looked.
[[nodiscard]] std::string_view manualCsvHeader();
[[nodiscard]] std::string manualCsvRow(std::int64_t minute, const std::string& camera,
                                       const std::array<std::optional<CountSpan>, 5>& allThenAreas,
                                       std::chrono::minutes offset);

}  // namespace ocellus::occupancy
