// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "storage/database.h"
#include "storage/day_codec.h"
#include "storage/minute_tally.h"

namespace ocellus {

// A zone whose counts are kept; it stays known while there are any, also when it is no more configured.
struct HistoryZone {
    std::int64_t id = 0;
    std::string camera;
    std::string zone;
};

// A stretch of a chart. Only stretches with data are given.
struct HistoryPoint {
    WallTime start;
    CountSpan span;
};

// The counts of two years (732 days) in history.db: the minutes of today in rows, those of past days as one
// blob a zone and day under one integer key, and hours rolled up beside them. 64 cameras x 4 zones x 732 days
// are 270 million minutes in 187 thousand blobs. Days end at midnight UTC; whose day is meant is the caller's
// business. Bound to its thread; a long export opens a reader of its own (openReader).
class CountHistory {
public:
    static constexpr int kDaysKept = 732;

    [[nodiscard]] static Result<CountHistory> open(const std::filesystem::path& path);
    [[nodiscard]] static Result<CountHistory> openReader(const std::filesystem::path& path);

    // One commit. A minute that is there already (the clock stepped back, a restart) takes the new one in.
    Result<void> add(const std::string& camera, const std::vector<ZoneMinute>& minutes);

    [[nodiscard]] Result<std::vector<HistoryZone>> zones();

    // One zone from `from` to before `to` in steps of whole minutes from `from` on.
    [[nodiscard]] Result<std::vector<HistoryPoint>> chart(std::int64_t zone, WallTime from, WallTime to,
                                                          std::chrono::minutes step);

    // Every minute with data of one zone in order, till `onMinute` returns false.
    using OnMinute = std::function<bool(std::int64_t minute, const CountSpan& span)>;
    Result<void> eachMinute(std::int64_t zone, WallTime from, WallTime to, const OnMinute& onMinute);

    // Turns minutes of days that are over at `now` into blobs: one zone and day a call. True while there is
    // more.
    Result<bool> compactOne(WallTime now);
    // Removes what is older than 732 days: at most as many days of zones as `most`.
    Result<int> removeOld(WallTime now, int most);

private:
    explicit CountHistory(Database database) : database_(std::move(database)) {}

    Result<std::int64_t> idOf(const std::string& camera, const std::string& zone);
    Result<std::vector<HistoryPoint>> hours(std::int64_t zone, WallTime from, WallTime to);
    // Blob or rows, whichever the day is kept in.
    Result<void> readDay(std::int64_t zone, std::int64_t day, DayMinutes& minutes);

    Database database_;
    std::map<std::pair<std::string, std::string>, std::int64_t> ids_;
};

}  // namespace ocellus
