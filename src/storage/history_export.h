// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/count_history.h"

namespace ocellus {

// What an export needs to know of a zone beside its name.
struct ExportZone {
    HistoryZone zone;
    int channel = 1;
    int area = 0;  // 1 to 4; 0: no longer configured
};

// Takes the text piece by piece, about 256 kB each; an error that it returns ends the export.
using TextSink = std::function<Result<void>(std::string_view piece)>;

// Minutes as CSV, zone by zone, one line for each that was observed:
//   time,camera,channel,area,name,min,mean,max,alarms,seconds_observed
// Time is the start of the minute, ISO 8601 in UTC; mean and seconds have two decimals. Lines end in CR LF
// (RFC 4180). A name that a spreadsheet would take for a formula is quoted with an apostrophe before it.
[[nodiscard]] Result<void> exportCsv(CountHistory& history, const std::vector<ExportZone>& zones,
                                     WallTime from, WallTime to, const TextSink& sink);

}  // namespace ocellus
