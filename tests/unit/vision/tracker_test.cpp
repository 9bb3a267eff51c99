// SPDX-License-Identifier: Apache-2.0
#include "vision/tracker.h"

#include <gmock/gmock.h>

#include <random>

#include "allocation_counter.h"

namespace ocellus {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kAspect = 16.0 / 9;

Instant at(double seconds) {
    return Instant{fromSeconds(seconds)};
}

SeenObject human(double x, double y, float score = 0.8F) {
    return {.object = ObjectClass::Human, .score = score, .box = {x, y, 0.05, 0.25}};
}

std::vector<Track> tracksOf(const Tracker& tracker) {
    std::vector<Track> tracks;
    tracker.write(tracks);
    return tracks;
}

std::vector<Track> update(Tracker& tracker, double time, std::vector<SeenObject> seen) {
    tracker.update(at(time), kAspect, seen);
    return tracksOf(tracker);
}

TEST(Tracker, CountsFromTheSecondMatchedPicture) {
    Tracker tracker;
    EXPECT_THAT(update(tracker, 0, {human(0.5, 0.5)}), IsEmpty());
    const auto tracks = update(tracker, 0.2, {human(0.5, 0.5)});
    ASSERT_THAT(tracks, SizeIs(1));
    EXPECT_EQ(tracks[0].id, 1U);
    EXPECT_EQ(tracks[0].firstSeen, at(0));
    EXPECT_EQ(tracks[0].lastMatched, at(0.2));
    EXPECT_FALSE(tracks[0].predicted);
}

TEST(Tracker, PredictsALostTrackForHalfASecondAndNoLonger) {
    for (const double interval : {0.04, 0.1, 0.25}) {
        Tracker tracker;
        double time = 0;
        double x = 0.2;
        for (; time < 2; time += interval, x += 0.1 * interval) {
            update(tracker, time, {human(x, 0.4)});
        }
        const double last = time - interval;
        for (; time <= last + 0.5 + 1e-9; time += interval, x += 0.1 * interval) {
            const auto tracks = update(tracker, time, {});
            ASSERT_THAT(tracks, SizeIs(1)) << interval << " s, at " << time;
            EXPECT_TRUE(tracks[0].predicted);
            EXPECT_EQ(tracks[0].lastMatched, at(last));
            EXPECT_NEAR(tracks[0].box.x, x, 0.02);
        }
        EXPECT_THAT(update(tracker, last + 0.51, {}), IsEmpty());
    }
}

TEST(Tracker, DropsOneThatWalksOutOfThePicture) {
    Tracker tracker;
    double time = 0;
    for (double x = 0.7; x < 0.96; x += 0.04, time += 0.2) {
        update(tracker, time, {human(x, 0.4)});
    }
    ASSERT_THAT(tracksOf(tracker), SizeIs(1));
    update(tracker, time + 0.2, {});
    EXPECT_THAT(update(tracker, time + 0.2, {}), IsEmpty());  // predicted at 1.02
}

TEST(Tracker, WantsAStartScoreForNewTracksAndContinuesThemWithLess) {
    Tracker tracker{{.startScore = 0.4F, .keepScore = 0.1F}};
    for (double time = 0; time < 2; time += 0.2) {
        EXPECT_THAT(update(tracker, time, {human(0.5, 0.5, 0.39F)}), IsEmpty());
    }
    update(tracker, 2, {human(0.5, 0.5, 0.41F)});
    for (double time = 2.2; time < 9; time += 0.2) {
        const auto tracks = update(tracker, time, {human(0.5, 0.5, 0.11F)});
        ASSERT_THAT(tracks, SizeIs(1));
        EXPECT_FALSE(tracks[0].predicted);
        EXPECT_EQ(tracks[0].score, 0.11F);
    }
    update(tracker, 9, {human(0.5, 0.5, 0.09F)});
    EXPECT_TRUE(tracksOf(tracker)[0].predicted);
}

TEST(Tracker, TellsTheMeanScoreOfTheLastSecond) {
    Tracker tracker;
    for (int i = 0; i < 10; ++i) {
        update(tracker, i * 0.1, {human(0.5, 0.5, 0.9F)});
    }
    for (int i = 10; i < 15; ++i) {
        update(tracker, i * 0.1, {human(0.5, 0.5, 0.5F)});
    }
    EXPECT_NEAR(tracksOf(tracker)[0].meanScore, 0.7, 1e-6);
}

TEST(Tracker, KeepsThePersonWhileTheBodyComesAndGoes) {
    Tracker tracker;
    const Box head{0.51, 0.5, 0.025, 0.05};
    const SeenObject alone{.object = ObjectClass::Head, .score = 0.7F, .box = head};
    SeenObject whole = human(0.5, 0.5, 0.6F);
    whole.headScore = 0.75F;
    whole.headBox = head;
    update(tracker, 0, {alone});
    auto tracks = update(tracker, 0.2, {alone});
    ASSERT_THAT(tracks, SizeIs(1));
    EXPECT_EQ(tracks[0].object, ObjectClass::Head);
    EXPECT_EQ(tracks[0].score, 0.7F);
    EXPECT_FALSE(tracks[0].headScore);
    // The body appears.
    tracks = update(tracker, 0.4, {whole});
    ASSERT_THAT(tracks, SizeIs(1));
    EXPECT_EQ(tracks[0].id, 1U);
    EXPECT_EQ(tracks[0].object, ObjectClass::Human);
    EXPECT_EQ(tracks[0].score, 0.6F);
    EXPECT_EQ(tracks[0].headScore, 0.75F);
    EXPECT_NEAR(tracks[0].box.height, 0.25, 0.01);
    // The head goes: known for 0.5 s.
    tracks = update(tracker, 0.8, {human(0.5, 0.5, 0.6F)});
    EXPECT_TRUE(tracks[0].headBox);
    tracks = update(tracker, 1.0, {human(0.5, 0.5, 0.6F)});
    EXPECT_FALSE(tracks[0].headScore);
    EXPECT_FALSE(tracks[0].headBox);
    // The body goes, the head comes back where a body's head is.
    tracks = update(tracker, 1.2, {alone});
    ASSERT_THAT(tracks, SizeIs(1));
    EXPECT_EQ(tracks[0].object, ObjectClass::Human);
    EXPECT_FALSE(tracks[0].predicted);
    tracks = update(tracker, 1.6, {alone});
    ASSERT_THAT(tracks, SizeIs(1));
    EXPECT_EQ(tracks[0].id, 1U);
    EXPECT_EQ(tracks[0].object, ObjectClass::Head);
}

TEST(Tracker, CarriesOnThroughAnUnchangedPicture) {
    Tracker tracker;
    update(tracker, 0, {human(0.5, 0.5)});
    EXPECT_FALSE(tracker.settled());
    update(tracker, 0.2, {human(0.5, 0.5)});
    EXPECT_TRUE(tracker.settled());
    for (double time = 0.4; time < 20; time += 0.2) {
        tracker.carryOn(at(time));
        const auto tracks = tracksOf(tracker);
        ASSERT_THAT(tracks, SizeIs(1));
        EXPECT_FALSE(tracks[0].predicted);
        EXPECT_EQ(tracks[0].lastMatched, at(time));
        EXPECT_NEAR(overlap(tracks[0].box, human(0.5, 0.5).box), 1, 1e-6);
    }
}

TEST(Tracker, IsNotSettledWhileSomeoneMovesOrIsLost) {
    Tracker tracker;
    update(tracker, 0, {human(0.5, 0.5)});
    update(tracker, 0.2, {human(0.51, 0.5)});
    update(tracker, 0.4, {human(0.52, 0.5)});
    EXPECT_FALSE(tracker.settled());
    for (double time = 0.6; time < 4; time += 0.2) {
        update(tracker, time, {human(0.52, 0.5)});
    }
    EXPECT_TRUE(tracker.settled());
    update(tracker, 4, {});
    EXPECT_FALSE(tracker.settled());
    update(tracker, 4.6, {});
    EXPECT_TRUE(tracker.settled());
}

TEST(Tracker, SurvivesHostileTimesAndBoxes) {
    Tracker tracker;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<SeenObject> odd{
        {.object = ObjectClass::Human, .score = 0.9F, .box = {0.5, 0.5, 0, 0.1}},
        {.object = ObjectClass::Human, .score = 0.9F, .box = {0.5, 0.5, -0.1, 0.1}},
        {.object = ObjectClass::Human, .score = 0.9F, .box = {0.5, 0.5, nan, 0.1}},
        {.object = ObjectClass::Human, .score = 0.9F, .box = {nan, 0.5, 0.1, 0.1}},
        {.object = ObjectClass::Human, .score = 0.9F, .box = {-5, -5, 100, 100}},
    };
    for (const double time : {5.0, 5.0, 3.0, 5.1, 1e6, 1e6 + 0.1}) {
        for (const Track& track : update(tracker, time, odd)) {
            EXPECT_GE(track.box.x, 0);
            EXPECT_LE(track.box.right(), 1);
            EXPECT_GE(track.box.y, 0);
            EXPECT_LE(track.box.bottom(), 1);
        }
    }
}

std::vector<SeenObject> crowd(std::mt19937& random, std::size_t size) {
    std::uniform_real_distribution<double> place{0, 0.9};
    std::uniform_real_distribution<float> score{0.05F, 1};
    std::uniform_int_distribution<int> object{0, 4};
    std::vector<SeenObject> seen;
    for (std::size_t i = 0; i < size; ++i) {
        seen.push_back({.object = static_cast<ObjectClass>(object(random)),
                        .score = score(random),
                        .box = {place(random), place(random), 0.05, 0.1}});
    }
    return seen;
}

TEST(Tracker, IsBoundedAndNeverGivesAnIdTwiceAtOnce) {
    std::mt19937 random{3};  // NOLINT: fixed seed
    Tracker tracker;
    std::size_t most = 0;
    for (int i = 0; i < 8; ++i) {
        const auto tracks = update(tracker, i * 0.2, crowd(random, 600));
        most = std::max(most, tracks.size());
        for (std::size_t j = 1; j < tracks.size(); ++j) {
            EXPECT_LT(tracks[j - 1].id, tracks[j].id);
        }
    }
    EXPECT_GE(most, 100U);
    EXPECT_LE(most, Tracker::kMaximumTracks);
}

TEST(Tracker, GivesTheSameOutputForTheSameInput) {
    std::vector<std::vector<Track>> outputs;
    for (int run = 0; run < 2; ++run) {
        std::mt19937 random{4};  // NOLINT: fixed seed
        Tracker tracker;
        std::vector<Track> last;
        for (int i = 0; i < 50; ++i) {
            last = update(tracker, i * 0.1, crowd(random, 40));
        }
        outputs.push_back(last);
    }
    ASSERT_EQ(outputs[0].size(), outputs[1].size());
    for (std::size_t i = 0; i < outputs[0].size(); ++i) {
        EXPECT_EQ(outputs[0][i].id, outputs[1][i].id);
        EXPECT_EQ(outputs[0][i].box, outputs[1][i].box);
    }
}

TEST(Tracker, AllocatesNothingInSteadyState) {
    std::mt19937 random{5};  // NOLINT: fixed seed
    std::vector<std::vector<SeenObject>> pictures;
    for (int i = 0; i < 40; ++i) {
        pictures.push_back(crowd(random, 40));
    }
    Tracker tracker;
    std::vector<Track> tracks;
    const auto run = [&](double from) {
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            tracker.update(at(from + 0.2 * static_cast<double>(i)), kAspect, pictures[i]);
            tracker.carryOn(at(from + 0.2 * static_cast<double>(i) + 0.1));
            tracker.write(tracks);
        }
    };
    run(0);
    run(100);
    const std::size_t before = allocationCount();
    run(200);
    EXPECT_EQ(allocationCount(), before);
    EXPECT_GT(before, 0U);
}

}  // namespace
}  // namespace ocellus
