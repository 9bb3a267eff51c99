// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>

#include "apps/occupancy/occupancy_app.h"

namespace ocellus::occupancy {
namespace {

class Silent final : public AppSink {
public:
    void emit(AppEvent /*event*/) override {}
};

// A star of 16 points round the middle: no corner is far from any object.
Polygon star(double radius) {
    std::array<Point, Polygon::kMaximumPoints> points{};
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / points.size();
        const double reach = i % 2 == 0 ? radius : radius / 2;
        points[i] = {0.5 + reach * std::cos(angle), 0.5 + reach * std::sin(angle)};
    }
    return Polygon::make(points).value();
}

// One observation of a crowd in four overlapping zones of 16 points: the bound is 20 us at 40 objects.
void observation(benchmark::State& state) {
    OccupancySettings settings;
    settings.zones.assign(4, ZoneSettings{});
    for (std::size_t i = 0; i < settings.zones.size(); ++i) {
        settings.zones[i].polygon = star(0.5 - 0.05 * static_cast<double>(i));
    }
    nameZones(settings.zones);
    OccupancyApp app(settings,
                     [](ObjectClass, int threshold) { return static_cast<float>(threshold) / 100; });
    Observation picture;
    picture.width = 1920;
    picture.height = 1080;
    for (int i = 0; i < state.range(0); ++i) {
        Track track;
        track.id = static_cast<std::uint32_t>(i + 1);
        track.score = track.meanScore = 0.8F;
        track.box = {0.2 + 0.55 * (i % 8) / 8.0, 0.1 + 0.5 * (i / 8) / 5.0, 0.04, 0.15};
        picture.tracks.push_back(track);
    }
    Silent sink;
    for (auto _ : state) {
        picture.captured += fromSeconds(0.2);
        app.observe(picture, sink);
        benchmark::DoNotOptimize(app);
    }
}

BENCHMARK(observation)->Arg(0)->Arg(10)->Arg(40)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ocellus::occupancy
