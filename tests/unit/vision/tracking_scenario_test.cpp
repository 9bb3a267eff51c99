// SPDX-License-Identifier: Apache-2.0
#include "tracking_scenario.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "vision/human_joiner.h"
#include "vision/tracker.h"

namespace ocellus {
namespace {

std::vector<std::filesystem::path> scenarioFiles() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(OCELLUS_SOURCE_DIR "/tests/scenario/tracking")) {
        if (entry.path().extension() == ".txt") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string describe(const std::vector<Track>& tracks) {
    std::string text;
    for (const Track& track : tracks) {
        text += std::to_string(track.id) + (track.predicted ? "~:" : ":") +
                std::string(nameOf(track.object)) + " at " + std::to_string(track.box.centre().x) + "," +
                std::to_string(track.box.centre().y) + "  ";
    }
    return text.empty() ? "nobody" : text;
}

class TrackingScenarioTest : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(TrackingScenarioTest, FollowsEveryoneUnderTheExpectedNumber) {
    const TrackingScenario scene = TrackingScenario::read(GetParam());
    ASSERT_FALSE(scene.expectations.empty());
    Tracker tracker{{.startScore = 0.3F, .keepScore = 0.1F}};
    HumanJoiner joiner;
    std::vector<Track> tracks;
    std::size_t checked = 0;
    for (std::size_t i = 0; i < scene.pictures.size(); ++i) {
        const double time = scene.pictures[i];
        tracker.update(Instant{fromSeconds(time)}, scene.width / scene.height,
                       joiner.join(scene.detections(i)));
        tracker.write(tracks);
        for (const auto& expectation : scene.expectations) {
            if (std::abs(expectation.time - time) > 1e-6) {
                continue;
            }
            ++checked;
            SCOPED_TRACE(std::to_string(time) + " s: expected " + expectation.text + ", found " +
                         describe(tracks));
            EXPECT_EQ(tracks.size(), expectation.tracks.size());
            for (const auto& expected : expectation.tracks) {
                const auto found = std::find_if(tracks.begin(), tracks.end(),
                                                [&](const Track& track) { return track.id == expected.id; });
                ASSERT_NE(found, tracks.end()) << expected.actor;
                EXPECT_GT(overlap(found->box, scene.toFractions(scene.actor(expected.actor).boxAt(time))),
                          0.5)
                    << expected.actor;
                EXPECT_EQ(found->predicted, expected.predicted) << expected.actor;
                if (!expected.object.empty()) {
                    EXPECT_EQ(nameOf(found->object), expected.object) << expected.actor;
                }
            }
        }
    }
    EXPECT_EQ(checked, scene.expectations.size()) << "an expectation has no picture at its time";
}

INSTANTIATE_TEST_SUITE_P(Files, TrackingScenarioTest, testing::ValuesIn(scenarioFiles()),
                         [](const auto& file) { return file.param.stem().string(); });

}  // namespace
}  // namespace ocellus
