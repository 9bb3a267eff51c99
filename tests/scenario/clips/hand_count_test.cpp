// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include "apps/occupancy/object_filter.h"
#include "clip_run.h"

namespace ocellus {
namespace {

using occupancy::ObjectFilter;
using occupancy::OccupancySettings;

struct Bounds {
    int least = 0;
    int most = 0;

    [[nodiscard]] bool hold(int count) const { return least <= count && count <= most; }
};

Bounds boundsOf(const YAML::Node& node) {
    return {node[0].as<int>(), node[1].as<int>()};
}

Polygon polygonOf(const YAML::Node& node) {
    std::vector<Point> points;
    for (const YAML::Node& point : node) {
        points.push_back({point[0].as<double>(), point[1].as<double>()});
    }
    return Polygon::make(points).value();
}

// Counts by eye against what the occupancy app with its defaults counts, in the whole picture and in a zone
// (issue of the occupancy app, "Proof": nine instants of ten).
TEST(HandCount, AgreesWithTheBuiltInDetectorOnVtest) {
    const auto clip = vtestClip();
    if (!clip) {
        GTEST_SKIP() << "vtest.avi is not there: `make run` fetches it, or name it in OCELLUS_TEST_CLIP";
    }
    const YAML::Node hand = YAML::LoadFile(OCELLUS_SOURCE_DIR "/tests/scenario/vtest_hand_count.yaml");
    const Polygon zone = polygonOf(hand["zone"]);
    const auto model = builtInModel();
    const ObjectFilter filter{OccupancySettings{}, [&](ObjectClass object, int threshold) {
                                  return model->manifest().calibration.scoreOf(object, threshold);
                              }};
    const auto pictures = readClip(*clip, 0);
    const auto observations = analyse(pictures, {});
    int inWhole = 0;
    int inZone = 0;
    int instants = 0;
    std::string misses;
    for (const YAML::Node& instant : hand["instants"]) {
        const Instant when{fromSeconds(instant["time"].as<double>())};
        const auto seen = std::ranges::find_if(observations, [&](const Observation& each) {
            return each.captured >= when - std::chrono::milliseconds{20};
        });
        ASSERT_NE(seen, observations.end());
        int whole = 0;
        int within = 0;
        for (const Track& track : seen->tracks) {
            if (filter.counts(track, seen->quality.monochrome)) {
                ++whole;
                within += zone.contains(referencePoint(track.box, occupancy::ReferencePoint::Bottom)) ? 1 : 0;
            }
        }
        ++instants;
        const bool wholeRight = boundsOf(instant["whole"]).hold(whole);
        const bool zoneRight = boundsOf(instant["zone"]).hold(within);
        inWhole += wholeRight ? 1 : 0;
        inZone += zoneRight ? 1 : 0;
        if (!wholeRight || !zoneRight) {
            misses += "  at " + instant["time"].as<std::string>() + " s: whole " + std::to_string(whole) +
                      ", zone " + std::to_string(within) + "\n";
        }
    }
    std::cout << model->description() << ": within the hand count in the whole picture " << inWhole << " of "
              << instants << ", in the zone " << inZone << " of " << instants << "\n"
              << misses;
    // What this detector reaches today, less two: a fall below it is a step back.
    EXPECT_GE(inWhole, 24);
    EXPECT_GE(inZone, 31);
}

}  // namespace
}  // namespace ocellus
