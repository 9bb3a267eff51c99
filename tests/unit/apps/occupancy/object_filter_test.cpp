// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/object_filter.h"

#include "unit/apps/occupancy/app_fixture.h"

namespace ocellus::occupancy::test {
namespace {

// A box as wide as `pixels` of a picture 1920 wide.
Box wide(double pixels) {
    return {0.4, 0.2, pixels / 1920, 0.3};
}

Track withHead(Track body, float score, double pixels) {
    body.headScore = score;
    body.meanHeadScore = score;
    body.headBox = wide(pixels);
    return body;
}

bool counted(const Track& track, bool monochrome = false,
             const std::string& settings = R"({"black_and_white": {"head": 60, "body": 50}})") {
    return objectsCounted(settingsFrom(settings), {track}, monochrome) == 1;
}

TEST(ObjectFilter, CountsAHumanByBodyOrByHead) {
    EXPECT_TRUE(counted(human(1, wide(100), 0.25F)));
    EXPECT_FALSE(counted(human(1, wide(100), 0.24F)));
    EXPECT_TRUE(counted(withHead(human(1, wide(100), 0.1F), 0.30F, 40)));
    EXPECT_FALSE(counted(withHead(human(1, wide(100), 0.1F), 0.29F, 40)));
    EXPECT_TRUE(counted(trackOf(ObjectClass::Head, 1, wide(40), 0.30F)));
    EXPECT_FALSE(counted(trackOf(ObjectClass::Head, 1, wide(40), 0.29F)));
}

// OCC-64: widths in a picture 1920 wide.
TEST(ObjectFilter, IgnoresWhatIsTooSmall) {
    EXPECT_TRUE(counted(human(1, wide(38.1))));
    EXPECT_FALSE(counted(human(1, wide(37.9))));
    EXPECT_TRUE(counted(withHead(human(1, wide(30)), 0.5F, 38.1))) << "the head is wide enough by itself";
    EXPECT_FALSE(counted(withHead(human(1, wide(30)), 0.5F, 37.9)));
    EXPECT_FALSE(counted(trackOf(ObjectClass::Head, 1, wide(37.9), 0.9F)));
    EXPECT_TRUE(counted(human(1, wide(2)), false, R"({"min_size": {"body": 0}})"));
}

TEST(ObjectFilter, CountsHeadAndBodyOfOnePersonOnce) {
    EXPECT_EQ(objectsCounted({}, {withHead(human(1, wide(100)), 0.9F, 40)}), 1);
}

// OCC-63
TEST(ObjectFilter, HasItsOwnThresholdsForBlackAndWhite) {
    EXPECT_TRUE(counted(human(1, wide(100), 0.4F), false));
    EXPECT_FALSE(counted(human(1, wide(100), 0.4F), true));
    EXPECT_TRUE(counted(human(1, wide(100), 0.5F), true));
    EXPECT_FALSE(counted(trackOf(ObjectClass::Head, 1, wide(40), 0.5F), true));
    EXPECT_TRUE(
        counted(human(1, wide(100), 0.4F), true, R"({"black_and_white": {"enabled": false, "body": 50}})"));
}

// The tracker begins tracks where the lowest threshold in use lies, in colour or not.
TEST(ObjectFilter, KnowsTheLowestScoreThatCounts) {
    const auto least = [](const std::string& settings) {
        return ObjectFilter{settingsFrom(settings),
                            [](ObjectClass, int threshold) { return static_cast<float>(threshold) / 100; }}
            .leastScore();
    };
    EXPECT_FLOAT_EQ(least("{}"), 0.25F);
    EXPECT_FLOAT_EQ(least(R"({"thresholds": {"body": 40, "head": 12}})"), 0.12F);
    EXPECT_FLOAT_EQ(least(R"({"black_and_white": {"enabled": true, "body": 7, "head": 60}})"), 0.07F);
    EXPECT_FLOAT_EQ(least(R"({"black_and_white": {"enabled": false, "body": 7, "head": 60}})"), 0.25F);
    EXPECT_FLOAT_EQ(least(R"({"object": "vehicle", "thresholds": {"vehicle": 33, "body": 2}})"), 0.33F);
}

// OCC-14, OCC-62
TEST(ObjectFilter, CountsTheChosenObjectOnly) {
    const std::vector<Track> all{human(1, wide(100)),
                                 trackOf(ObjectClass::Vehicle, 2, wide(100), 0.25F),
                                 trackOf(ObjectClass::Bicycle, 3, wide(100), 0.24F),
                                 trackOf(ObjectClass::Bicycle, 4, wide(10), 0.25F),
                                 trackOf(ObjectClass::Bicycle, 5, wide(10), 0.9F),
                                 trackOf(ObjectClass::Face, 6, wide(100), 0.9F)};
    EXPECT_EQ(objectsCounted(settingsFrom(R"({"object": "human"})"), all), 1);
    EXPECT_EQ(objectsCounted(settingsFrom(R"({"object": "vehicle"})"), all), 1);
    EXPECT_EQ(objectsCounted(settingsFrom(R"({"object": "bicycle"})"), all), 2);
    EXPECT_EQ(objectsCounted(settingsFrom(R"({"object": "onsite-1"})"), all), 0);
    EXPECT_EQ(objectsCounted(settingsFrom(R"({"object": "vehicle", "thresholds": {"vehicle": 26}})"), all),
              0);
}

TEST(ObjectFilter, CountsPredictedTracks) {
    Track lost = human(1, wide(100));
    lost.predicted = true;
    EXPECT_TRUE(counted(lost));
}

TEST(ReferencePoint, IsOneOfThreeAndStaysInThePicture) {
    const Box box{0.2, 0.3, 0.2, 0.4};
    EXPECT_NEAR(referencePoint(box, ReferencePoint::Bottom).y, 0.7, 1e-12);
    EXPECT_NEAR(referencePoint(box, ReferencePoint::Center).y, 0.5, 1e-12);
    EXPECT_NEAR(referencePoint(box, ReferencePoint::Top).y, 0.3, 1e-12);
    EXPECT_NEAR(referencePoint(box, ReferencePoint::Top).x, 0.3, 1e-12);
    EXPECT_EQ(referencePoint({0.9, 0.9, 0.4, 0.4}, ReferencePoint::Bottom), (Point{1, 1}));
    EXPECT_EQ(referencePoint({-0.5, -0.5, 0.1, 0.1}, ReferencePoint::Top), (Point{0, 0}));
}

}  // namespace
}  // namespace ocellus::occupancy::test
