// SPDX-License-Identifier: Apache-2.0
#include "vision/human_joiner.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

constexpr Box kBody{0.4, 0.2, 0.1, 0.4};
constexpr Box kHead{0.43, 0.2, 0.04, 0.06};

std::vector<SeenObject> join(std::vector<Detection> detections) {
    HumanJoiner joiner;
    const auto seen = joiner.join(detections);
    return {seen.begin(), seen.end()};
}

TEST(HumanJoiner, MakesOneHumanOfHeadAndBody) {
    const auto seen = join({{ObjectClass::Head, 0.8F, kHead}, {ObjectClass::Human, 0.6F, kBody}});
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].object, ObjectClass::Human);
    EXPECT_EQ(seen[0].score, 0.6F);
    EXPECT_EQ(seen[0].box, kBody);
    EXPECT_EQ(seen[0].headScore, 0.8F);
    EXPECT_EQ(seen[0].headBox, kHead);
    EXPECT_EQ(seen[0].bestScore(), 0.8F);
}

TEST(HumanJoiner, LeavesAHeadWithoutABodyAHead) {
    const auto seen = join({{ObjectClass::Head, 0.8F, {0.7, 0.2, 0.04, 0.06}},
                            {ObjectClass::Human, 0.6F, kBody},
                            {ObjectClass::Face, 0.9F, kHead},
                            {ObjectClass::Vehicle, 0.5F, kBody}});
    ASSERT_EQ(seen.size(), 4U);
    EXPECT_FALSE(seen[0].headScore);
    EXPECT_EQ(seen[1].object, ObjectClass::Face);
    EXPECT_EQ(seen[2].object, ObjectClass::Vehicle);
    EXPECT_EQ(seen[3].object, ObjectClass::Head);
    EXPECT_EQ(seen[3].score, 0.8F);
}

TEST(HumanJoiner, GivesEachBodyItsOwnHeadWhereBodiesOverlap) {
    const Box behind{0.44, 0.17, 0.1, 0.4};
    const Box headBehind{0.47, 0.17, 0.04, 0.06};
    const auto seen = join({{ObjectClass::Human, 0.6F, kBody},
                            {ObjectClass::Human, 0.5F, behind},
                            {ObjectClass::Head, 0.7F, headBehind},
                            {ObjectClass::Head, 0.7F, kHead}});
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[0].headBox, kHead);
    EXPECT_EQ(seen[1].headBox, headBehind);
}

TEST(HumanJoiner, CountsASecondHeadOnOneBodyAsSomeoneElse) {
    const auto seen = join({{ObjectClass::Human, 0.6F, kBody},
                            {ObjectClass::Head, 0.7F, kHead},
                            {ObjectClass::Head, 0.7F, {0.46, 0.25, 0.03, 0.05}}});
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[0].headBox, kHead);
    EXPECT_EQ(seen[1].object, ObjectClass::Head);
}

struct Case {
    const char* what;
    Box head;
    bool fits;
};

TEST(HeadFit, WantsTheHeadInTheUpperPartOfTheBody) {
    const Case cases[] = {
        {"on top", kHead, true},
        {"a hat sticks out", {0.43, 0.18, 0.04, 0.06}, true},
        {"under a raised arm", {0.43, 0.32, 0.04, 0.06}, true},
        {"at the hip", {0.43, 0.4, 0.04, 0.06}, false},
        {"beside", {0.49, 0.2, 0.04, 0.06}, false},
        {"above", {0.43, 0.12, 0.04, 0.06}, false},
        {"as large as the body", {0.4, 0.2, 0.1, 0.35}, false},
        {"empty", {0.43, 0.2, 0, 0.06}, false},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(headFit(kBody, each.head) > 0, each.fits) << each.what;
    }
    EXPECT_GT(headFit(kBody, kHead), headFit(kBody, {0.42, 0.25, 0.04, 0.06}));
    EXPECT_GT(headFit(kBody, usualHead(kBody)), 0.9);
}

}  // namespace
}  // namespace ocellus
