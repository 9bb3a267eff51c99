// SPDX-License-Identifier: Apache-2.0
// Two years of minutes of 16 zones: a day's chart of all of them, and an export. The database is made once,
// in the folder for temporary files, and takes about a minute.
#include <benchmark/benchmark.h>

#include <memory>
#include <random>

#include "storage/count_history.h"
#include "storage/csv_export.h"
#include "support/temporary_folder.h"
#include "support/zone_file.h"

namespace ocellus {
namespace {

constexpr int kZones = 16;
constexpr int kDays = CountHistory::kDaysKept;
const WallTime kStart{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}};

// People come by day and not by night; every minute differs from its neighbours while they are there.
std::vector<CameraMinute> dayOfCounts(int day, std::mt19937& random) {
    std::vector<CameraMinute> minutes;
    const std::int64_t base = (kStart.time_since_epoch() / std::chrono::minutes{1}) + day * 1440;
    for (int zone = 0; zone < kZones; ++zone) {
        for (int minute = 0; minute < 1440; ++minute) {
            const bool open = minute > 8 * 60 && minute < 20 * 60;
            const auto low = static_cast<std::uint32_t>(open ? random() % 12 : 0);
            const auto high = low + static_cast<std::uint32_t>(open ? random() % 5 : 0);
            const std::uint64_t weighted = (low + high) * 3000U + (open ? random() % 1000 : 0);
            minutes.push_back(
                {"gate",
                 {"Zone " + std::to_string(zone),
                  base + minute,
                  {low, high, weighted, static_cast<std::uint32_t>(open && random() % 50 == 0), 6000},
                  zone % 4 + 1}});
        }
    }
    return minutes;
}

class TwoYears {
public:
    TwoYears() : history_(CountHistory::open(folder_.path() / "history.db").value()) {
        std::mt19937 random{1};
        for (int day = 0; day < kDays; ++day) {
            (void)history_.add(dayOfCounts(day, random));
            // Today stays in rows, as it does in the house.
            const WallTime now = kStart + std::chrono::days{day} + std::chrono::hours{1};
            while (history_.compactOne(now).value_or(false)) {
            }
        }
    }

    [[nodiscard]] CountHistory& history() { return history_; }

    [[nodiscard]] double megabytes() const {
        return static_cast<double>(std::filesystem::file_size(folder_.path() / "history.db")) / 1e6;
    }

private:
    TemporaryFolder folder_;
    CountHistory history_;
};

std::vector<WallTime> edgesFrom(WallTime from, int count, std::chrono::minutes step) {
    std::vector<WallTime> edges;
    for (int i = 0; i <= count; ++i) {
        edges.push_back(from + i * step);
    }
    return edges;
}

TwoYears& twoYears() {
    static TwoYears house;
    return house;
}

// A day's chart by the minute for 16 zones. 0: a past day, kept as blobs; 1: today, kept as rows.
void chartDay(benchmark::State& state) {
    CountHistory& history = twoYears().history();
    const auto zones = history.zones().value();
    const WallTime from = kStart + std::chrono::days{state.range(0) == 0 ? kDays / 2 : kDays - 1};
    const auto edges = edgesFrom(from, 1440, std::chrono::minutes{1});
    for (auto _ : state) {
        for (const HistoryZone& zone : zones) {
            benchmark::DoNotOptimize(history.chart(zone.id, edges));
        }
    }
    state.counters["database_MB"] = twoYears().megabytes();
}

BENCHMARK(chartDay)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

// Both years by the day for 16 zones, from the hours.
void chartTwoYears(benchmark::State& state) {
    CountHistory& history = twoYears().history();
    const auto zones = history.zones().value();
    const auto edges = edgesFrom(kStart, kDays, std::chrono::days{1});
    for (auto _ : state) {
        for (const HistoryZone& zone : zones) {
            benchmark::DoNotOptimize(history.chart(zone.id, edges));
        }
    }
}

BENCHMARK(chartTwoYears)->Unit(benchmark::kMillisecond);

// Every minute of 16 zones in both years as CSV. 0: a row a minute and zone; 1: the manual's columns.
void exportTwoYears(benchmark::State& state) {
    CountHistory& history = twoYears().history();
    const auto layout = state.range(0) == 0 ? CsvLayout::Minutes : CsvLayout::Areas;
    const TimeZone zone = test::berlin();
    std::int64_t bytes = 0;
    for (auto _ : state) {
        auto rows = CsvExport::begin(
            history, {"gate", 1, layout, kStart, kStart + std::chrono::days{kDays}, std::nullopt}, zone);
        std::string piece;
        Result<bool> more = rows.has_value();
        while (more && *more) {
            piece.clear();
            more = rows->next(piece);
            bytes += static_cast<std::int64_t>(piece.size());
        }
        if (!rows || !more) {
            state.SkipWithError("the export failed");
        }
    }
    state.SetBytesProcessed(bytes);
}

BENCHMARK(exportTwoYears)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ocellus
