// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "clip_run.h"

namespace ocellus {
namespace {

constexpr double kSameBox = 0.9;  // overlap

bool sameTracks(const Observation& a, const Observation& b) {
    return std::equal(a.tracks.begin(), a.tracks.end(), b.tracks.begin(), b.tracks.end(),
                      [](const Track& one, const Track& other) {
                          return one.id == other.id && one.object == other.object &&
                                 overlap(one.box, other.box) > kSameBox;
                      });
}

// Tracks with the gate equal those without it, but for one picture's delay. Returns how many pictures were
// gated.
int expectSameTracks(const std::vector<PicturePtr>& pictures) {
    const auto model = builtInModel();
    const auto off = analyse(pictures, model, {.motionGate = false});
    const auto on = analyse(pictures, model, {.motionGate = true});
    int gated = 0;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        gated += on[i].inferred ? 0 : 1;
        EXPECT_TRUE(sameTracks(on[i], off[i]) || (i > 0 && sameTracks(on[i], off[i - 1])))
            << "at " << toSeconds(pictures[i]->captured.time_since_epoch()) << " s";
        EXPECT_TRUE(off[i].inferred);
    }
    return gated;
}

TEST(MotionGateOnClips, ChangesNoTrackOfTheSharedClips) {
    const std::filesystem::path folder = OCELLUS_SOURCE_DIR "/../shared/media/previews";
    if (!std::filesystem::exists(folder)) {
        GTEST_SKIP() << "the shared clips are not beside this checkout";
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        SCOPED_TRACE(entry.path().filename());
        const auto pictures = readClip(entry.path(), 0);
        EXPECT_GT(pictures.size(), 20U);
        const int gated = expectSameTracks(pictures);
        std::cout << entry.path().filename() << ": " << gated << " of " << pictures.size() << " gated\n";
    }
}

TEST(MotionGateOnClips, ChangesNoTrackOfVtestNorOfAStillPictureWithin) {
    const auto clip = vtestClip();
    if (!clip) {
        GTEST_SKIP() << "vtest.avi is not there: `make run` fetches it, or name it in OCELLUS_TEST_CLIP";
    }
    const auto pictures = readClip(*clip, 5);
    const int walking = expectSameTracks(pictures);
    std::cout << "vtest.avi: " << walking << " of " << pictures.size() << " gated\n";
    EXPECT_LT(walking, static_cast<int>(pictures.size()) / 20);  // somebody walks all the time

    // The clip with one of its pictures held for ten seconds: everybody stands still, the gate closes.
    std::vector<PicturePtr> held(pictures.begin(), pictures.begin() + 50);
    const auto later = [&](const Picture& picture, Duration by) {
        auto copy = std::make_shared<Picture>(picture);
        copy->captured += by;
        return copy;
    };
    for (int i = 1; i <= 50; ++i) {
        held.push_back(later(*pictures[49], fromSeconds(0.2) * i));
    }
    for (std::size_t i = 50; i < 100; ++i) {
        held.push_back(later(*pictures[i], fromSeconds(10)));
    }
    EXPECT_GT(expectSameTracks(held), 25);
}

}  // namespace
}  // namespace ocellus
