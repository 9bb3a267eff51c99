// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
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
    std::string zone;  // empty: the whole picture
    int area = 0;      // 1 to 4, when last counted; 0: the whole picture
};

// A minute, or a piece of one, with the camera that it is of.
struct CameraMinute {
    std::string camera;
    ZoneMinute minute;
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

    // One commit. A minute that is there already (pieces, the clock stepped back, a restart) takes the new
    // one in.
    Result<void> add(std::span<const CameraMinute> minutes);

    [[nodiscard]] Result<std::vector<HistoryZone>> zones();
    // The zones of one camera, the whole picture first, then by area and name.
    [[nodiscard]] Result<std::vector<HistoryZone>> zonesOf(const std::string& camera);

    // One zone in the stretches between each edge and the next; edges are whole minutes, in order. What
    // nobody saw is CountSpan{}: no seconds.
    [[nodiscard]] Result<std::vector<CountSpan>> chart(std::int64_t zone, std::span<const WallTime> edges);

    // The days since 1970 (UTC) in which zones have minutes from `from` to before `to`, in order.
    [[nodiscard]] Result<std::vector<std::int64_t>> days(std::int64_t zone, WallTime from, WallTime to);
    // The minutes of one day; those outside of [from, to) need not be there.
    Result<void> readDay(std::int64_t zone, std::int64_t day, WallTime from, WallTime to,
                         DayMinutes& minutes);

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

    struct Known {
        std::int64_t id = 0;
        int area = 0;
    };

    Result<std::int64_t> idOf(const std::string& camera, const ZoneMinute& minute);
    using OnSpan = std::function<void(WallTime start, const CountSpan& span)>;
    Result<void> eachHour(std::int64_t zone, WallTime from, WallTime to, const OnSpan& onHour);

    Database database_;
    std::map<std::pair<std::string, std::string>, Known> ids_;
};

}  // namespace ocellus
