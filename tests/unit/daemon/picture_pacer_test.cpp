// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/picture_pacer.h"

#include <gtest/gtest.h>

#include <random>

namespace ocellus {
namespace {

struct Case {
    const char* name;
    double cameraRate;  // pictures per second
    double jitter;      // of each interval, fraction
    double bound;
    int minimum;  // admitted in 60 s
    int maximum;
};

class PicturePacerTest : public testing::TestWithParam<Case> {};

TEST_P(PicturePacerTest, AdmitsWhatTheBoundAllows) {
    const Case& c = GetParam();
    PicturePacer pacer{c.bound};
    std::mt19937 random{7};
    std::uniform_real_distribution<double> jitter{-c.jitter, c.jitter};
    int admitted = 0;
    const int pictures = static_cast<int>(60 * c.cameraRate);
    for (int i = 0; i < pictures; ++i) {
        const Instant captured{fromSeconds((i + jitter(random)) / c.cameraRate)};
        admitted += pacer.admit(captured) ? 1 : 0;
    }
    EXPECT_GE(admitted, c.minimum);
    EXPECT_LE(admitted, c.maximum);
}

INSTANTIATE_TEST_SUITE_P(Cameras, PicturePacerTest,
                         testing::Values(Case{"SteadyCameraAtTheBoundLosesNone", 5, 0, 5, 300, 300},
                                         Case{"JitterAtTheBoundLosesHardlyAny", 5, 0.4, 5, 297, 300},
                                         Case{"SlightlyFastClockLosesNone", 5.1, 0, 5, 306, 306},
                                         Case{"FastCameraIsHeldToTheBound", 30, 0.1, 5, 300, 320},
                                         Case{"SlowCameraKeepsAll", 1, 0, 5, 60, 60}),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace ocellus
