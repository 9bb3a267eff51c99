// SPDX-License-Identifier: Apache-2.0
// Two years of minutes of 16 zones: a day's chart of all of them, and an export. The database is made once,
// in the folder for temporary files, and takes about a minute.
#include <benchmark/benchmark.h>

#include <memory>
#include <random>

#include "storage/count_history.h"
#include "storage/history_export.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

constexpr int kZones = 16;
constexpr int kDays = CountHistory::kDaysKept;
const WallTime kStart{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}};

// People come by day and not by night; every minute differs from its neighbours while they are there.
std::vector<ZoneMinute> dayOfCounts(int day, std::mt19937& random) {
    std::vector<ZoneMinute> minutes;
    const std::int64_t base = (kStart.time_since_epoch() / std::chrono::minutes{1}) + day * 1440;
    for (int zone = 0; zone < kZones; ++zone) {
        for (int minute = 0; minute < 1440; ++minute) {
            const bool open = minute > 8 * 60 && minute < 20 * 60;
            const auto low = static_cast<std::uint32_t>(open ? random() % 12 : 0);
            const auto high = low + static_cast<std::uint32_t>(open ? random() % 5 : 0);
            const std::uint64_t weighted = (low + high) * 3000U + (open ? random() % 1000 : 0);
            minutes.push_back(
                {"Zone " + std::to_string(zone),
                 base + minute,
                 {low, high, weighted, static_cast<std::uint32_t>(open && random() % 50 == 0), 6000}});
        }
    }
    return minutes;
}

class TwoYears {
public:
    TwoYears() : history_(CountHistory::open(folder_.path() / "history.db").value()) {
        std::mt19937 random{1};
        for (int day = 0; day < kDays; ++day) {
            (void)history_.add("gate", dayOfCounts(day, random));
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

TwoYears& twoYears() {
    static TwoYears house;
    return house;
}

// A day's chart by the minute for 16 zones. 0: a past day, kept as blobs; 1: today, kept as rows.
void chartDay(benchmark::State& state) {
    CountHistory& history = twoYears().history();
    const auto zones = history.zones().value();
    const WallTime from = kStart + std::chrono::days{state.range(0) == 0 ? kDays / 2 : kDays - 1};
    for (auto _ : state) {
        for (const HistoryZone& zone : zones) {
            benchmark::DoNotOptimize(
                history.chart(zone.id, from, from + std::chrono::days{1}, std::chrono::minutes{1}));
        }
    }
    state.counters["database_MB"] = twoYears().megabytes();
}

BENCHMARK(chartDay)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

// Both years by the day for 16 zones, from the hours.
void chartTwoYears(benchmark::State& state) {
    CountHistory& history = twoYears().history();
    const auto zones = history.zones().value();
    for (auto _ : state) {
        for (const HistoryZone& zone : zones) {
            benchmark::DoNotOptimize(
                history.chart(zone.id, kStart, kStart + std::chrono::days{kDays}, std::chrono::days{1}));
        }
    }
}

BENCHMARK(chartTwoYears)->Unit(benchmark::kMillisecond);

void exportTwoYears(benchmark::State& state) {
    CountHistory& history = twoYears().history();
    const auto zones = history.zones().value();
    std::int64_t bytes = 0;
    for (auto _ : state) {
        const auto done =
            exportCsv(history, {{zones[0], 1, 1}, {zones[1], 1, 2}}, kStart,
                      kStart + std::chrono::days{kDays}, [&](std::string_view piece) -> Result<void> {
                          bytes += static_cast<std::int64_t>(piece.size());
                          return {};
                      });
        if (!done) {
            state.SkipWithError(done.error().text().c_str());
        }
    }
    state.SetBytesProcessed(bytes);
}

BENCHMARK(exportTwoYears)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ocellus
