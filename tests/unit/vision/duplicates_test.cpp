// SPDX-License-Identifier: Apache-2.0
#include "vision/duplicates.h"

#include <gmock/gmock.h>

namespace ocellus {
namespace {

using ::testing::ElementsAre;

constexpr Box kBody{0.4, 0.2, 0.1, 0.4};
constexpr Box kHead{0.43, 0.2, 0.04, 0.06};

SeenObject seen(ObjectClass object, float score, Box box) {
    return {.object = object, .score = score, .box = box};
}

SeenObject withHead(float score, Box box, float headScore, Box head) {
    return {
        .object = ObjectClass::Human, .score = score, .box = box, .headScore = headScore, .headBox = head};
}

std::vector<float> scoresLeft(std::vector<SeenObject> objects) {
    removeDuplicates(objects);
    std::vector<float> scores;
    for (const SeenObject& each : objects) {
        scores.push_back(each.score);
    }
    return scores;
}

TEST(Duplicates, GoWhereTheyLieOnASurerOne) {
    const Box shifted{0.42, 0.25, 0.1, 0.4};
    const Box torso{0.41, 0.22, 0.08, 0.15};
    const Box beside{0.47, 0.2, 0.1, 0.4};
    EXPECT_THAT(scoresLeft({seen(ObjectClass::Human, 0.3F, shifted), seen(ObjectClass::Human, 0.6F, kBody)}),
                ElementsAre(0.6F));
    EXPECT_THAT(scoresLeft({seen(ObjectClass::Human, 0.6F, kBody), seen(ObjectClass::Human, 0.3F, torso)}),
                ElementsAre(0.6F));
    EXPECT_THAT(scoresLeft({seen(ObjectClass::Human, 0.6F, kBody), seen(ObjectClass::Human, 0.3F, beside)}),
                ElementsAre(0.6F, 0.3F));
    EXPECT_THAT(scoresLeft({seen(ObjectClass::Human, 0.6F, kBody), seen(ObjectClass::Bicycle, 0.3F, kBody)}),
                ElementsAre(0.6F));
    EXPECT_THAT(scoresLeft({seen(ObjectClass::Human, 0.6F, kBody),
                            seen(ObjectClass::Bicycle, 0.7F, {0.38, 0.35, 0.14, 0.3})}),
                ElementsAre(0.6F, 0.7F));
}

TEST(Duplicates, AreNotTwoPeopleWithAHeadEach) {
    const Box behind{0.42, 0.18, 0.1, 0.4};
    const Box headBehind{0.46, 0.18, 0.04, 0.06};
    EXPECT_THAT(scoresLeft({withHead(0.6F, kBody, 0.7F, kHead), withHead(0.5F, behind, 0.6F, headBehind)}),
                ElementsAre(0.6F, 0.5F));
    EXPECT_THAT(scoresLeft({withHead(0.6F, kBody, 0.7F, kHead), withHead(0.5F, behind, 0.1F, headBehind)}),
                ElementsAre(0.6F));
}

TEST(Duplicates, OfHeadsGoToo) {
    const Box near{0.435, 0.205, 0.045, 0.06};
    EXPECT_THAT(scoresLeft({withHead(0.4F, kBody, 0.5F, kHead), seen(ObjectClass::Head, 0.6F, near),
                            seen(ObjectClass::Head, 0.55F, {0.7, 0.2, 0.04, 0.06})}),
                ElementsAre(0.4F, 0.55F));
    EXPECT_THAT(scoresLeft({seen(ObjectClass::Head, 0.6F, kHead), seen(ObjectClass::Head, 0.5F, near),
                            seen(ObjectClass::Face, 0.7F, kHead)}),
                ElementsAre(0.6F, 0.7F));
}

}  // namespace
}  // namespace ocellus
