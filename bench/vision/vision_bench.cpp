// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <random>

#include "vision/duplicates.h"
#include "vision/human_joiner.h"
#include "vision/motion_gate.h"
#include "vision/picture_quality.h"
#include "vision/tracker.h"

namespace ocellus {
namespace {

constexpr double kAspect = 16.0 / 9;

// People who walk about: bodies with heads, some faint, and as many faint boxes of nothing again.
std::vector<std::vector<Detection>> walkers(int people, int pictures) {
    std::mt19937 random{1};  // NOLINT: the same crowd in every run
    std::uniform_real_distribution<double> place{0, 0.9};
    std::uniform_real_distribution<double> step{-0.004, 0.004};
    std::uniform_real_distribution<float> score{0.2F, 0.9F};
    std::vector<Box> boxes;
    std::vector<Point> steps;
    for (int i = 0; i < people; ++i) {
        boxes.push_back({place(random), place(random) * 0.7, 0.04, 0.2});
        steps.push_back({step(random), step(random)});
    }
    std::vector<std::vector<Detection>> all(static_cast<std::size_t>(pictures));
    for (auto& found : all) {
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            Box& box = boxes[i];
            box.x += steps[i].x;
            box.y += steps[i].y;
            found.push_back({ObjectClass::Human, score(random), box});
            found.push_back({ObjectClass::Head, score(random), {box.x + 0.012, box.y, 0.016, 0.03}});
            found.push_back({ObjectClass::Human, 0.15F, {place(random), place(random), 0.04, 0.2}});
        }
    }
    return all;
}

Frame noisyFrame(unsigned seed) {
    std::minstd_rand random{seed};
    Frame frame;
    frame.reshape(480, 270);
    for (std::size_t i = 0; i < frame.y.size(); ++i) {
        frame.y[i] = static_cast<std::uint8_t>(60 + i % 480 / 4 + i / 480 / 8 + random() % 5);
    }
    std::fill(frame.u.begin(), frame.u.end(), std::uint8_t{120});
    std::fill(frame.v.begin(), frame.v.end(), std::uint8_t{135});
    return frame;
}

// One picture from detections to tracks: join, leave out repeats, pair, write.
void trackPicture(benchmark::State& state) {
    const auto pictures = walkers(static_cast<int>(state.range(0)), 50);
    HumanJoiner joiner;
    Tracker tracker;
    std::vector<SeenObject> seen;
    std::vector<Track> tracks;
    std::int64_t count = 0;
    for (auto each : state) {
        const auto joined = joiner.join(pictures[static_cast<std::size_t>(count) % pictures.size()]);
        seen.assign(joined.begin(), joined.end());
        removeDuplicates(seen);
        tracker.update(Instant{fromSeconds(0.2) * count}, kAspect, seen);
        tracker.write(tracks);
        benchmark::DoNotOptimize(tracks.data());
        ++count;
    }
    state.counters["tracks"] = static_cast<double>(tracks.size());
}

BENCHMARK(trackPicture)->Arg(5)->Arg(40)->Arg(80)->Unit(benchmark::kMicrosecond);

void askMotionGate(benchmark::State& state) {
    const Frame first = noisyFrame(1);
    const Frame second = noisyFrame(2);
    LumaGrid grid;
    MotionGate gate;
    grid.measure(first);
    gate.setReference(grid);
    for (auto each : state) {
        grid.measure(second);
        benchmark::DoNotOptimize(gate.changed(grid));
    }
}

BENCHMARK(askMotionGate)->Unit(benchmark::kMicrosecond);

void measureQuality(benchmark::State& state) {
    const Frame frames[] = {noisyFrame(1), noisyFrame(2)};
    PictureQualityMeter meter;
    std::int64_t count = 0;
    for (auto each : state) {
        benchmark::DoNotOptimize(meter.update(frames[count % 2], Instant{fromSeconds(0.2) * count}));
        ++count;
    }
}

BENCHMARK(measureQuality)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ocellus
