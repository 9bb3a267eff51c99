// SPDX-License-Identifier: Apache-2.0
#include "vision/camera_analysis.h"

#include <gmock/gmock.h>

#include "allocation_counter.h"
#include "image/jpeg_encoder.h"
#include "synthetic_frame.h"

namespace ocellus {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Finds the synthetic scene's block, where there is one, and what a test adds.
class FakeDetector final : public Detector {
public:
    [[nodiscard]] Size wantedSize(int /*width*/, int /*height*/) const override { return {480, 270}; }

    [[nodiscard]] Result<void> detect(const Frame& frame, std::vector<Detection>& found) override {
        ++calls;
        decodedWidth = frame.width;
        if (broken) {
            return failure(Error::Kind::Internal, "the detector is broken", "mend it");
        }
        found.assign(objects.begin(), objects.end());
        return {};
    }

    std::vector<Detection> objects;
    int calls = 0;
    int decodedWidth = 0;
    bool broken = false;
};

Picture jpegOf(const SyntheticScene& scene, double time) {
    static JpegEncoder encoder;
    auto bytes = std::make_shared<std::vector<std::uint8_t>>();
    const Frame frame = scene.frame();
    EXPECT_TRUE(encoder.encode(frame, 80, *bytes).has_value());
    Picture picture;
    picture.sequence = static_cast<std::uint64_t>(time * 1000) + 1;
    picture.captured = Instant{fromSeconds(time)};
    picture.width = frame.width;
    picture.height = frame.height;
    picture.bytes = {{bytes, bytes->data()}, bytes->size()};
    return picture;
}

Detection blockOf(const SyntheticScene& scene, float score = 0.8F) {
    const auto& block = scene.block;
    return {ObjectClass::Human,
            score,
            {block.x / 480.0, block.y / 270.0, block.width / 480.0, block.height / 270.0}};
}

TEST(CameraAnalysis, TurnsPicturesIntoObservations) {
    CameraAnalysis analysis{{}};
    FakeDetector detector;
    SyntheticScene scene(1920, 1080);
    detector.objects = {{ObjectClass::Human, 0.7F, {0.4, 0.2, 0.1, 0.5}},
                        {ObjectClass::Head, 0.8F, {0.43, 0.2, 0.04, 0.1}}};
    Observation observation;
    ASSERT_TRUE(analysis.analyse(jpegOf(scene, 0), detector, observation));
    EXPECT_THAT(observation.tracks, IsEmpty());
    ASSERT_TRUE(analysis.analyse(jpegOf(scene, 0.2), detector, observation));
    EXPECT_EQ(detector.decodedWidth, 480);  // a quarter: all that the detector wants
    EXPECT_EQ(observation.width, 1920);
    EXPECT_EQ(observation.height, 1080);
    EXPECT_EQ(observation.sequence, 201U);
    EXPECT_EQ(observation.captured, Instant{fromSeconds(0.2)});
    EXPECT_TRUE(observation.inferred);
    ASSERT_THAT(observation.tracks, SizeIs(1));
    EXPECT_EQ(observation.tracks[0].headScore, 0.8F);
}

// A camera that says that its picture has not changed costs no second decoding: a decoder would choke here.
TEST(CameraAnalysis, APictureThatComesAgainIsNotDecodedAgain) {
    CameraAnalysis analysis{{}};
    FakeDetector detector;
    const SyntheticScene scene(960, 540);
    detector.objects = {{ObjectClass::Human, 0.7F, {0.4, 0.2, 0.1, 0.5}}};
    Picture picture = jpegOf(scene, 0);
    Observation observation;
    ASSERT_TRUE(analysis.analyse(picture, detector, observation));
    std::fill_n(const_cast<std::uint8_t*>(picture.bytes.data.get()), picture.bytes.size, 0);
    for (const double time : {0.2, 0.4, 0.6}) {
        picture.captured = Instant{fromSeconds(time)};
        ASSERT_TRUE(analysis.analyse(picture, detector, observation)) << time;
        EXPECT_EQ(observation.captured, picture.captured);
    }
    EXPECT_THAT(observation.tracks, SizeIs(1)) << "it is followed all the same";
    const auto other = analysis.analyse(jpegOf(scene, 0.8), detector, observation);
    ASSERT_TRUE(other);
    EXPECT_FALSE(analysis.analyse(picture, detector, observation)) << "another was in between";
}

// A low threshold must find people who were never seen surely; without one they stay noise.
TEST(CameraAnalysis, BeginsTracksAtTheLowestScoreThatCounts) {
    for (const bool low : {false, true}) {
        CameraAnalysis analysis{{}};
        analysis.reachDownTo(low ? 0.1F : 1.0F);
        FakeDetector detector;
        const SyntheticScene scene(1920, 1080);
        Observation observation;
        for (int picture = 0; picture < 5; ++picture) {
            detector.objects = {{ObjectClass::Human, 0.12F, {0.4, 0.2, 0.1, 0.5}},
                                {ObjectClass::Human, 0.08F, {0.7, 0.2, 0.1, 0.5}}};
            ASSERT_TRUE(analysis.analyse(jpegOf(scene, 0.2 * picture), detector, observation));
        }
        EXPECT_THAT(observation.tracks, SizeIs(low ? 1 : 0));
    }
}

TEST(CameraAnalysis, SkipsInferenceOnUnchangedPicturesButForOnceASecond) {
    for (const double interval : {0.1, 0.2, 0.7}) {
        CameraAnalysis analysis{{}};
        FakeDetector detector;
        SyntheticScene scene;
        scene.block = {100, 50, 40, 120, 60};
        detector.objects = {blockOf(scene)};
        Observation observation;
        double lastInferred = 0;
        int skipped = 0;
        for (int i = 0; i * interval < 10; ++i) {
            scene.seed = static_cast<unsigned>(i + 1);
            ASSERT_TRUE(analysis.analyse(jpegOf(scene, i * interval), detector, observation));
            if (observation.inferred) {
                EXPECT_LE(i * interval - lastInferred, 1 + 1e-9);
                lastInferred = i * interval;
            }
            skipped += observation.inferred ? 0 : 1;
            if (i > 0) {
                ASSERT_THAT(observation.tracks, SizeIs(1)) << i;
                EXPECT_FALSE(observation.tracks[0].predicted);
                EXPECT_EQ(observation.tracks[0].lastMatched, observation.captured);
            }
        }
        if (interval < 0.5) {
            EXPECT_GT(skipped, 0.6 * 10 / interval);
        }
    }
}

TEST(CameraAnalysis, InfersAtOnceWhenSomethingChangesAndWhileATrackMoves) {
    CameraAnalysis analysis{{}};
    FakeDetector detector;
    SyntheticScene scene;
    Observation observation;
    const auto picture = [&](double time) {
        scene.seed = static_cast<unsigned>(time * 10 + 1);
        detector.objects.clear();
        if (scene.block.width > 0) {
            detector.objects = {blockOf(scene)};
        }
        EXPECT_TRUE(analysis.analyse(jpegOf(scene, time), detector, observation));
        return observation.inferred;
    };
    double time = 0;
    for (; time < 3; time += 0.2) {
        picture(time);
    }
    scene.block = {100, 50, 40, 120, 60};
    for (int i = 0; i < 20; ++i, time += 0.2) {
        scene.block.x += 6;
        EXPECT_TRUE(picture(time)) << i;
        EXPECT_THAT(observation.tracks, SizeIs(i == 0 ? 0 : 1));
    }
    int inferred = 0;
    for (int i = 0; i < 50; ++i, time += 0.2) {
        inferred += picture(time) ? 1 : 0;
    }
    EXPECT_LT(inferred, 25);
    scene.block.width = 0;
    EXPECT_TRUE(picture(time));
}

TEST(CameraAnalysis, InfersEveryPictureWithTheGateOff) {
    CameraAnalysis analysis{{.motionGate = false}};
    FakeDetector detector;
    Observation observation;
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(analysis.analyse(jpegOf(SyntheticScene{}, i * 0.2), detector, observation));
    }
    EXPECT_EQ(detector.calls, 10);
}

TEST(CameraAnalysis, TracksNothingInIgnoreAreas) {
    const Polygon left = Polygon::make(std::vector<Point>{{0, 0}, {0.3, 0}, {0.3, 1}, {0, 1}}).value();
    const Polygon floor = Polygon::make(std::vector<Point>{{0.3, 0.8}, {1, 0.8}, {1, 1}, {0.3, 1}}).value();
    CameraAnalysis analysis{{.ignore = {left, floor}}};
    FakeDetector detector;
    detector.objects = {
        {ObjectClass::Human, 0.8F, {0.2, 0.2, 0.1, 0.4}},    // its middle in the left one
        {ObjectClass::Human, 0.8F, {0.6, 0.4, 0.1, 0.45}},   // its feet in the lower one
        {ObjectClass::Head, 0.8F, {0.63, 0.4, 0.04, 0.08}},  // its head goes with it
        {ObjectClass::Vehicle, 0.8F, {0.5, 0.2, 0.2, 0.2}},
        {ObjectClass::Human, 0.8F, {0.4, 0.9, 0.1, 0.4}},  // runs out of the picture below
    };
    Observation observation;
    for (const double time : {0.0, 0.2, 0.4}) {
        ASSERT_TRUE(analysis.analyse(jpegOf(SyntheticScene{}, time), detector, observation));
    }
    ASSERT_THAT(observation.tracks, SizeIs(1));
    EXPECT_EQ(observation.tracks[0].object, ObjectClass::Vehicle);
}

TEST(CameraAnalysis, SaysWhyAPictureCannotBeAnalysedAndGoesOn) {
    CameraAnalysis analysis{{}};
    FakeDetector detector;
    Observation observation;
    Picture broken = jpegOf(SyntheticScene{}, 0);
    broken.bytes.size /= 2;
    const auto cut = analysis.analyse(broken, detector, observation);
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().reason, "truncated");
    detector.broken = true;
    const auto failed = analysis.analyse(jpegOf(SyntheticScene{}, 0.2), detector, observation);
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error().text(), HasSubstr("the detector is broken"));
    EXPECT_TRUE(failed.error().reason.empty());
    detector.broken = false;
    EXPECT_TRUE(analysis.analyse(jpegOf(SyntheticScene{}, 0.4), detector, observation));
    EXPECT_TRUE(observation.inferred);
}

TEST(CameraAnalysis, AllocatesNothingInSteadyState) {
    CameraAnalysis analysis{
        {.ignore = {Polygon::make(std::vector<Point>{{0, 0}, {0.1, 0}, {0.1, 1}}).value()}}};
    FakeDetector detector;
    std::vector<Picture> pictures;
    std::vector<std::vector<Detection>> objects;
    for (int i = 0; i < 40; ++i) {
        SyntheticScene scene;
        scene.seed = static_cast<unsigned>(i + 1);
        scene.block = {40 + (i < 20 ? i * 8 : 160), 50, 40, 120, 60};
        pictures.push_back(jpegOf(scene, 0));
        objects.push_back({blockOf(scene), {ObjectClass::Head, 0.6F, {0.7, 0.2, 0.05, 0.08}}});
    }
    Observation observation;
    int skipped = 0;
    const auto run = [&](double from) {
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            pictures[i].captured = Instant{fromSeconds(from + 0.2 * static_cast<double>(i))};
            detector.objects = objects[i];
            ASSERT_TRUE(analysis.analyse(pictures[i], detector, observation));
            skipped += observation.inferred ? 0 : 1;
        }
    };
    for (const double from : {0, 8, 16}) {
        run(from);
    }
    skipped = 0;
    const std::size_t before = allocationCount();
    run(24);
    run(32);
    EXPECT_EQ(allocationCount(), before);
    EXPECT_GT(skipped, 10);
    EXPECT_LT(skipped, 60);
}

}  // namespace
}  // namespace ocellus
