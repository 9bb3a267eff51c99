// SPDX-License-Identifier: Apache-2.0
#include "inference/calibration.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

TEST(Calibration, DrawsStraightLinesBetweenItsPoints) {
    Calibration calibration;
    ASSERT_TRUE(calibration.set(ObjectClass::Human, {{1, 0.1F}, {25, 0.34F}, {99, 0.9F}}));
    EXPECT_NEAR(calibration.scoreOf(ObjectClass::Human, 1), 0.1, 1e-6);
    EXPECT_NEAR(calibration.scoreOf(ObjectClass::Human, 13), 0.22, 1e-6);
    EXPECT_NEAR(calibration.scoreOf(ObjectClass::Human, 25), 0.34, 1e-6);
    EXPECT_NEAR(calibration.scoreOf(ObjectClass::Human, 62), 0.62, 1e-6);
    EXPECT_NEAR(calibration.scoreOf(ObjectClass::Human, 99), 0.9, 1e-6);
    EXPECT_NEAR(calibration.scoreOf(ObjectClass::Human, 500), 0.9, 1e-6);
    EXPECT_NEAR(calibration.scoreOf(ObjectClass::Vehicle, 40), 0.4, 1e-6) << "no points: hundredths";
}

TEST(Calibration, RisesAndHasAnInverse) {
    Calibration calibration;
    ASSERT_TRUE(calibration.set(ObjectClass::Head, {{1, 0.05F}, {30, 0.2F}, {60, 0.7F}, {99, 0.95F}}));
    float last = 0;
    for (int threshold = 1; threshold <= 99; ++threshold) {
        const float score = calibration.scoreOf(ObjectClass::Head, threshold);
        EXPECT_GT(score, last);
        EXPECT_NEAR(calibration.thresholdOf(ObjectClass::Head, score), threshold, 1e-3);
        last = score;
    }
}

TEST(Calibration, KnowsItsLowestScore) {
    Calibration calibration;
    EXPECT_NEAR(calibration.lowestScore(), 0.01, 1e-6) << "no points: hundredths";
    ASSERT_TRUE(calibration.set(ObjectClass::Human, {{1, 0.1F}, {99, 0.9F}}));
    ASSERT_TRUE(calibration.set(ObjectClass::Head, {{1, 0.05F}, {99, 0.9F}}));
    EXPECT_NEAR(calibration.lowestScore(), 0.05, 1e-6);
}

TEST(Calibration, RefusesPointsThatDoNotRise) {
    Calibration calibration;
    EXPECT_FALSE(calibration.set(ObjectClass::Human, {{25, 0.3F}}));
    EXPECT_FALSE(calibration.set(ObjectClass::Human, {{1, 0.3F}, {99, 0.3F}}));
    EXPECT_FALSE(calibration.set(ObjectClass::Human, {{30, 0.1F}, {20, 0.3F}}));
    EXPECT_FALSE(calibration.set(ObjectClass::Human, {{0, 0.1F}, {20, 0.3F}}));
    EXPECT_FALSE(calibration.set(ObjectClass::Human, {{1, 0.1F}, {99, 1.3F}}));
}

}  // namespace
}  // namespace ocellus
