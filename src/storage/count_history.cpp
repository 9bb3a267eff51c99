// SPDX-License-Identifier: Apache-2.0
#include "storage/count_history.h"

#include <algorithm>
#include <utility>

#include "storage/migrations.h"

namespace ocellus {
namespace {

constexpr std::int64_t kMinutes = static_cast<std::int64_t>(kMinutesPerDay);
constexpr int kDayBits = 20;                // of a blob's key; days since 1970 fit till the year 4840
constexpr std::chrono::minutes kGrace{10};  // after midnight, for minutes that come late

std::int64_t minuteOf(WallTime time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

std::int64_t dayOf(WallTime time) {
    return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

std::int64_t keyOf(std::int64_t zone, std::int64_t day) {
    return (zone << kDayBits) | day;
}

CountSpan readSpan(const SqlRow& row, int column) {
    CountSpan span;
    span.minimum = static_cast<std::uint32_t>(row.integer(column));
    span.maximum = static_cast<std::uint32_t>(row.integer(column + 1));
    span.weighted = static_cast<std::uint64_t>(row.integer(column + 2));
    span.alarms = static_cast<std::uint32_t>(row.integer(column + 3));
    span.hundredths = static_cast<std::uint32_t>(row.integer(column + 4));
    return span;
}

HistoryZone readZone(const SqlRow& row) {
    return {row.integer(0), row.text(1), row.text(2), static_cast<int>(row.integer(3))};
}

// Two spans joined where they stand in a table: `minimum` of what was observed only.
constexpr const char* kAddMinute =
    "INSERT INTO minute (zone, minute, minimum, maximum, weighted, alarms, hundredths) VALUES (?1, ?2, ?3, "
    "?4, ?5, ?6, "
    "?7) ON CONFLICT (zone, minute) DO UPDATE SET minimum = CASE WHEN ?7 = 0 THEN minimum WHEN hundredths = "
    "0 THEN ?3 "
    "ELSE min(minimum, ?3) END, maximum = max(maximum, ?4), weighted = weighted + ?5, alarms = alarms + ?6, "
    "hundredths = hundredths + ?7";
constexpr const char* kAddHour =
    "INSERT INTO hour (zone, hour, minimum, maximum, weighted, alarms, hundredths) VALUES (?1, ?2, ?3, ?4, "
    "?5, ?6, "
    "?7) ON CONFLICT (zone, hour) DO UPDATE SET minimum = CASE WHEN ?7 = 0 THEN minimum WHEN hundredths = 0 "
    "THEN ?3 "
    "ELSE min(minimum, ?3) END, maximum = max(maximum, ?4), weighted = weighted + ?5, alarms = alarms + ?6, "
    "hundredths = hundredths + ?7";

}  // namespace

Result<CountHistory> CountHistory::open(const std::filesystem::path& path) {
    auto database = Database::open(path);
    if (!database) {
        return tl::unexpected(database.error());
    }
    if (auto migrated = migrate(*database, historyMigrations(), kHistoryApplicationId); !migrated) {
        return tl::unexpected(migrated.error());
    }
    return CountHistory{std::move(*database)};
}

Result<CountHistory> CountHistory::openReader(const std::filesystem::path& path) {
    return Database::openReadOnly(path).map(
        [](Database database) { return CountHistory{std::move(database)}; });
}

Result<std::int64_t> CountHistory::idOf(const std::string& camera, const ZoneMinute& minute) {
    const auto found = ids_.find({camera, minute.zone});
    if (found != ids_.end() && found->second.area == minute.area) {
        return found->second.id;
    }
    auto id = database_.number(
        "INSERT INTO zone (camera, name, area) VALUES (?1, ?2, ?3) ON CONFLICT (camera, name) DO UPDATE SET "
        "area = ?3 RETURNING id",
        {camera, minute.zone, minute.area});
    if (id) {
        ids_[{camera, minute.zone}] = {*id, minute.area};
    }
    return id;
}

Result<void> CountHistory::add(std::span<const CameraMinute> minutes) {
    auto added = database_.transaction(Durability::Process, [&]() -> Result<void> {
        for (const auto& [camera, one] : minutes) {
            const auto zone = idOf(camera, one);
            if (!zone) {
                return tl::unexpected(zone.error());
            }
            const CountSpan& span = one.span;
            const auto minute = database_.run(kAddMinute, {*zone, one.minute, span.minimum, span.maximum,
                                                           span.weighted, span.alarms, span.hundredths});
            const auto hour = database_.run(kAddHour, {*zone, one.minute / 60, span.minimum, span.maximum,
                                                       span.weighted, span.alarms, span.hundredths});
            if (!minute || !hour) {
                return tl::unexpected(minute ? hour.error() : minute.error());
            }
        }
        return {};
    });
    if (!added) {
        ids_.clear();  // ids given in what was rolled back
    }
    return added;
}

Result<std::vector<HistoryZone>> CountHistory::zones() {
    return database_.all("SELECT id, camera, name, area FROM zone ORDER BY camera, area, name", {}, readZone);
}

Result<std::vector<HistoryZone>> CountHistory::zonesOf(const std::string& camera) {
    return database_.all("SELECT id, camera, name, area FROM zone WHERE camera = ? ORDER BY area, name",
                         {camera}, readZone);
}

Result<void> CountHistory::readDay(std::int64_t zone, std::int64_t day, WallTime from, WallTime to,
                                   DayMinutes& minutes) {
    minutes.fill(std::nullopt);
    bool sound = true;
    auto blob =
        database_.each("SELECT minutes FROM day WHERE key = ?", {keyOf(zone, day)}, [&](const SqlRow& row) {
            sound = decodeDay(row.blobView(0), minutes);
            return false;
        });
    if (!blob) {
        return blob;
    }
    if (!sound) {
        minutes.fill(std::nullopt);
        return failure(Error::Kind::Storage, "the counts of day " + std::to_string(day) + " are damaged",
                       "restore history.db from a backup");
    }
    return database_.each(
        "SELECT minute, minimum, maximum, weighted, alarms, hundredths FROM minute "
        "WHERE zone = ?1 AND minute >= ?2 AND minute < ?3",
        {zone, std::max(day * kMinutes, minuteOf(from)), std::min((day + 1) * kMinutes, minuteOf(to))},
        [&](const SqlRow& row) {
            auto& place = minutes[static_cast<std::size_t>(row.integer(0) - day * kMinutes)];
            CountSpan span = readSpan(row, 1);
            if (place) {
                span.join(*place);
            }
            place = span;
            return true;
        });
}

Result<std::vector<std::int64_t>> CountHistory::days(std::int64_t zone, WallTime from, WallTime to) {
    // Those that have data, so that an empty year costs nothing.
    return database_.all(
        "SELECT key & 1048575 FROM day WHERE key >= ?1 AND key <= ?2 UNION "
        "SELECT DISTINCT minute / 1440 FROM minute WHERE zone = ?3 AND minute >= ?4 AND minute < ?5 ORDER BY "
        "1",
        {keyOf(zone, dayOf(from)), keyOf(zone, std::max<std::int64_t>(dayOf(to), dayOf(from))), zone,
         minuteOf(from), minuteOf(to)},
        [](const SqlRow& row) { return row.integer(0); });
}

Result<void> CountHistory::eachMinute(std::int64_t zone, WallTime from, WallTime to,
                                      const OnMinute& onMinute) {
    const std::int64_t first = minuteOf(from);
    const std::int64_t end = minuteOf(to);
    const auto found = days(zone, from, to);
    if (!found) {
        return tl::unexpected(found.error());
    }
    DayMinutes minutes;
    for (const std::int64_t day : *found) {
        if (auto read = readDay(zone, day, from, to, minutes); !read) {
            return read;
        }
        const std::int64_t base = day * kMinutes;
        const std::int64_t last = std::min(end - base, kMinutes);
        for (std::int64_t i = std::max<std::int64_t>(first - base, 0); i < last; ++i) {
            const auto& span = minutes[static_cast<std::size_t>(i)];
            if (span && !onMinute(base + i, *span)) {
                return {};
            }
        }
    }
    return {};
}

Result<void> CountHistory::eachHour(std::int64_t zone, WallTime from, WallTime to, const OnSpan& onHour) {
    return database_.each(
        "SELECT hour, minimum, maximum, weighted, alarms, hundredths FROM hour "
        "WHERE zone = ? AND hour >= ? AND hour < ? ORDER BY hour",
        {zone, minuteOf(from) / 60, minuteOf(to) / 60}, [&](const SqlRow& row) {
            onHour(WallTime{std::chrono::hours{row.integer(0)}}, readSpan(row, 1));
            return true;
        });
}

Result<std::vector<CountSpan>> CountHistory::chart(std::int64_t zone, std::span<const WallTime> edges) {
    if (edges.size() < 2 || edges.back() <= edges.front()) {
        return failure(Error::Kind::BadInput, "the span of the chart is empty",
                       "ask for at least one minute");
    }
    std::vector<CountSpan> spans(edges.size() - 1);
    std::size_t at = 0;
    const auto take = [&](WallTime time, const CountSpan& span) {
        while (at + 1 < spans.size() && edges[at + 1] <= time) {
            ++at;
        }
        spans[at].join(span);
    };
    // Whole hours come from the roll-up, which is 60 times less to read.
    const bool whole =
        std::all_of(edges.begin(), edges.end(), [](WallTime edge) { return minuteOf(edge) % 60 == 0; });
    const auto read = whole ? eachHour(zone, edges.front(), edges.back(), take)
                            : eachMinute(zone, edges.front(), edges.back(),
                                         [&](std::int64_t minute, const CountSpan& span) {
                                             take(WallTime{std::chrono::minutes{minute}}, span);
                                             return true;
                                         });
    if (!read) {
        return tl::unexpected(read.error());
    }
    return spans;
}

Result<bool> CountHistory::compactOne(WallTime now) {
    const std::int64_t today = dayOf(now - kGrace);
    const auto oldest = database_.one(
        "SELECT id, first / 1440 FROM (SELECT zone.id, (SELECT min(minute) FROM minute WHERE minute.zone = "
        "zone.id) "
        "AS first FROM zone) WHERE first < ?1 LIMIT 1",
        {today * kMinutes}, [](const SqlRow& row) {
            return std::pair{row.integer(0), row.integer(1)};
        });
    if (!oldest || !*oldest) {
        return oldest.map([](const auto&) { return false; });
    }
    const auto [zone, day] = **oldest;
    DayMinutes minutes;
    const WallTime start{std::chrono::minutes{day * kMinutes}};
    if (auto read = readDay(zone, day, start, start + std::chrono::days{1}, minutes); !read) {
        return tl::unexpected(read.error());
    }
    const Bytes bytes = encodeDay(minutes);
    return database_.transaction(Durability::Process, [&]() -> Result<bool> {
        const auto stored = database_.run("INSERT OR REPLACE INTO day (key, minutes) VALUES (?, ?)",
                                          {keyOf(zone, day), bytes});
        const auto gone = database_.run("DELETE FROM minute WHERE zone = ? AND minute >= ? AND minute < ?",
                                        {zone, day * kMinutes, (day + 1) * kMinutes});
        if (!stored || !gone) {
            return tl::unexpected(stored ? gone.error() : stored.error());
        }
        return true;
    });
}

Result<int> CountHistory::removeOld(WallTime now, int most) {
    const std::int64_t first = dayOf(now) - kDaysKept;
    return database_.transaction(Durability::Process, [&]() -> Result<int> {
        const auto days = database_.run(
            "DELETE FROM day WHERE key IN (SELECT day.key FROM zone JOIN day ON day.key >= zone.id << 20 "
            "AND day.key < (zone.id << 20) + ?1 LIMIT ?2)",
            {first, most});
        const auto hours = database_.run(
            "DELETE FROM hour WHERE (zone, hour) IN (SELECT hour.zone, hour.hour FROM zone JOIN hour "
            "ON hour.zone = zone.id AND hour.hour < ?1 LIMIT ?2)",
            {first * 24, most * 24});
        if (!days || !hours) {
            return tl::unexpected(days ? hours.error() : days.error());
        }
        return *days;
    });
}

}  // namespace ocellus
