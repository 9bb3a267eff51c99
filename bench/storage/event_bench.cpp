// SPDX-License-Identifier: Apache-2.0
// Events per second: stored so that they survive a power cut, and handed out and settled by the outbox.
#include <benchmark/benchmark.h>

#include <atomic>

#include "storage/store.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

EventDraft sampleDraft(WallTime now) {
    EventDraft draft;
    draft.camera = "gate";
    draft.app = "occupancy";
    draft.type = "alarm";
    draft.time = now;
    draft.fields = {{"state", "start"}, {"area", 1}, {"name", "Till"}, {"count", 6}, {"threshold", 5}};
    draft.routes = {{"mqtt", "event"}};
    return draft;
}

// `range` events come at once: one for the latency of a commit, many for what a burst shares of it.
void storeEvents(benchmark::State& state) {
    const TemporaryFolder folder;
    const SystemClock clock;
    auto store = Store::open(folder.path(), clock);
    if (!store) {
        state.SkipWithError(store.error().text().c_str());
        return;
    }
    for (auto _ : state) {
        std::atomic<std::int64_t> stored = 0;
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            EventDraft draft = sampleDraft(clock.wallNow());
            draft.stored = [&](const Event&) {
                ++stored;
                stored.notify_one();
            };
            (*store)->recorder().record(std::move(draft));
        }
        for (std::int64_t seen = 0; seen < state.range(0); seen = stored) {
            stored.wait(seen);
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(storeEvents)->Arg(1)->Arg(1000)->UseRealTime();

void drainOutbox(benchmark::State& state) {
    const TemporaryFolder folder;
    const SystemClock clock;
    auto store = Store::open(folder.path(), clock);
    if (!store) {
        state.SkipWithError(store.error().text().c_str());
        return;
    }
    std::int64_t settled = 0;
    for (auto _ : state) {
        state.PauseTiming();
        for (int i = 0; i < 2000; ++i) {
            (*store)->recorder().record(sampleDraft(clock.wallNow()));
        }
        (void)(*store)->run([&](Tables&) -> Result<void> { return {}; });
        state.ResumeTiming();
        // As a courier does: one hop to the storage thread a message.
        for (bool more = true; more; ++settled) {
            const auto moved = (*store)->run([&](Tables& tables) -> Result<bool> {
                const auto next = tables.outbox.next("mqtt");
                if (!next || !*next) {
                    return false;
                }
                return tables.outbox.settle("mqtt", **next, Settlement::Delivered).map([] { return true; });
            });
            more = moved.value_or(false);
        }
    }
    state.SetItemsProcessed(settled);
}

BENCHMARK(drainOutbox)->UseRealTime();

}  // namespace
}  // namespace ocellus
