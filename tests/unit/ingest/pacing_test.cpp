// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/clock.h"
#include "ingest/back_off.h"
#include "ingest/camera_time.h"
#include "ingest/throttle.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;

// Contract, "Limits": at most 3 s after a stream that worked has ended, at most 30 s while it keeps failing.
TEST(BackOff, DoublesUpToHalfAMinuteAndComesBackSoonAfterWork) {
    BackOff backOff;
    const Duration expected[] = {1s, 2s, 4s, 8s, 16s, 30s, 30s};
    for (const Duration wait : expected) {
        EXPECT_EQ(backOff.next(false, 1.0), wait);
    }
    EXPECT_LE(backOff.next(true, 1.0), Duration{3s});
    EXPECT_EQ(backOff.next(false, 1.0), Duration{1s});
}

TEST(BackOff, IsJitteredButNeverHasty) {
    BackOff backOff;
    EXPECT_EQ(backOff.next(false, 0.0), Duration{500ms});
    EXPECT_EQ(backOff.next(false, 0.5), Duration{1500ms});
    backOff.slowDown();
    EXPECT_EQ(backOff.next(false, 1.0), Duration{30s});
}

class CameraTimeTest : public testing::Test {
protected:
    [[nodiscard]] std::string stated(Duration ahead) const {
        return std::to_string(toSeconds(clock_.wallNow().time_since_epoch() + ahead));
    }

    Instant captured(const std::string& header) {
        return time_.captured(header, clock_.now(), clock_.wallNow());
    }

    ManualClock clock_;
    CameraTime time_;
};

// Contract, "Time of a picture".
TEST_F(CameraTimeTest, IsTheArrivalUnlessTheCamerasOwnIsWithinTwoSeconds) {
    EXPECT_EQ(captured(""), clock_.now());
    clock_.advance(1s);
    EXPECT_EQ(captured("12.5"), clock_.now()) << "an uptime";
    clock_.advance(1s);
    EXPECT_EQ(captured("nonsense"), clock_.now());
    clock_.advance(1s);
    EXPECT_EQ(captured(stated(-500ms)), clock_.now() - Duration{500ms});
    clock_.advance(10s);
    EXPECT_EQ(captured(stated(-2500ms)), clock_.now()) << "too late to be believed";
    clock_.advance(10s);
    EXPECT_EQ(captured(stated(2500ms)), clock_.now()) << "nor from the future";
}

TEST_F(CameraTimeTest, AWrongClockIsIgnoredForTheWholeConnection) {
    EXPECT_EQ(captured(stated(1h)), clock_.now());
    clock_.advance(1s);
    EXPECT_EQ(captured(stated(0s)), clock_.now());
    clock_.advance(1s);
    EXPECT_EQ(captured(stated(-500ms)), clock_.now());
}

TEST_F(CameraTimeTest, AStepOfOurWallClockMovesNoInterval) {
    const std::string first = stated(-100ms);
    const Instant before = captured(first);
    const std::string second = stated(100ms);  // the camera's clock goes on by 200 ms
    clock_.stepWall(-1h);
    clock_.advance(200ms);
    EXPECT_EQ(captured(second) - before, Duration{200ms});
}

TEST_F(CameraTimeTest, NeverGoesBack) {
    const Instant first = captured(stated(0s));
    clock_.advance(100ms);
    EXPECT_GT(captured(stated(-1s)), first);
}

TEST(Throttle, BoundsBytesAndPicturesInAWindow) {
    Throttle throttle;
    ManualClock clock;
    clock.advance(10s);
    EXPECT_EQ(throttle.spent(Throttle::kBytes, 1, clock.now()), Duration{});
    clock.advance(40ms);
    EXPECT_EQ(throttle.spent(1, 0, clock.now()), Duration{60ms});
    clock.advance(60ms);
    EXPECT_EQ(throttle.spent(1, Throttle::kPictures, clock.now()), Duration{});
    EXPECT_GT(throttle.spent(1, 1, clock.now()), Duration{});
}

}  // namespace
}  // namespace ocellus
