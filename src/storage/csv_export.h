// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time_zone.h"
#include "storage/count_history.h"

namespace ocellus {

// Which columns a file of counts has.
enum class CsvLayout : std::uint8_t {
    // time,camera,channel,area,name,min,mean,max,alarms,seconds_observed: a row for each zone and minute that
    // was observed; area 0 without a name is the whole picture
    Minutes,
    // time,camera,all,area1,area2,area3,area4: the manual's, a row a minute with rounded means; empty where
    // nobody looked
    Areas,
};

[[nodiscard]] std::string_view csvHeader(CsvLayout layout);

// What is wanted of one camera's minutes: from `from` to before `to`.
struct CsvWish {
    std::string camera;
    int channel = 1;
    CsvLayout layout = CsvLayout::Minutes;
    WallTime from;
    WallTime to;
    std::optional<std::string> zone{};  // that one alone
};

// Minutes as rows of CSV (RFC 4180, lines end in CR LF), in order of time, without the header. Times are
// local with their distance from UTC, so that rows stay in order and apart where an hour comes twice. A name
// that a spreadsheet would take for a formula gets an apostrophe before it. Holds one day at a time. Bound to
// the thread of its history.
class CsvExport {
public:
    [[nodiscard]] static Result<CsvExport> begin(CountHistory& history, CsvWish wish, const TimeZone& zone);

    // Appends the rows of the next day (UTC) that has any; false when there are no more.
    [[nodiscard]] Result<bool> next(std::string& text);

private:
    struct Column {
        HistoryZone zone;
        std::string place;  // ",gate,1,2,Till,"
        std::unique_ptr<DayMinutes> minutes;
    };

    CsvExport(CountHistory& history, CsvWish wish, TimeZone zone)
        : history_(&history), wish_(std::move(wish)), zone_(std::move(zone)) {}

    Result<void> addColumn(const HistoryZone& zone);
    void putTime(std::int64_t minute, std::string& text);
    void putRows(std::int64_t minute, std::size_t within, std::string& text);
    void putAreas(std::int64_t minute, std::size_t within, std::string& text);

    CountHistory* history_;
    CsvWish wish_;
    TimeZone zone_;
    std::vector<Column> columns_;
    std::vector<std::int64_t> days_;  // since 1970 UTC, with rows; in order
    std::size_t day_ = 0;             // the next of them

    std::string time_;       // of the row before: "2026-11-21T11:40:00+09:00"
    std::int64_t hour_ = 0;  // local, that time_ is in
    TimeZone::Period period_{};
};

}  // namespace ocellus
