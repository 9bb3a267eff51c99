// SPDX-License-Identifier: Apache-2.0
#include "server/auth/login_throttle.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

TEST(LoginThrottle, PausesDoubleUpToAMinute) {
    ManualClock clock;
    LoginThrottle throttle(clock);
    for (int i = 0; i < LoginThrottle::kFreePerAccount; ++i) {
        EXPECT_EQ(throttle.begin("vera", "192.0.2.1"), Duration::zero());
    }
    for (const int seconds : {1, 2, 4, 8, 16, 32, 60, 60}) {
        const Duration pause = throttle.begin("vera", "192.0.2.1");
        EXPECT_EQ(pause, Duration{std::chrono::seconds{seconds}});
        clock.advance(pause - Duration{1});
        EXPECT_EQ(throttle.begin("vera", "192.0.2.1"), Duration{1});
        clock.advance(Duration{1});
        EXPECT_EQ(throttle.begin("vera", "192.0.2.1"), Duration::zero());
    }
    EXPECT_EQ(throttle.begin("otto", "192.0.2.9"), Duration::zero());
}

TEST(LoginThrottle, OneAddressCannotTryManyAccounts) {
    ManualClock clock;
    LoginThrottle throttle(clock);
    for (int i = 0; i < LoginThrottle::kFreePerAddress; ++i) {
        EXPECT_EQ(throttle.begin("user" + std::to_string(i), "2001:db8::1"), Duration::zero());
    }
    // Nor another address of the same network, which one client has whole.
    EXPECT_GT(throttle.begin("another", "2001:db8::ffff:1"), Duration::zero());
    EXPECT_EQ(throttle.begin("another", "2001:db8:0:1::1"), Duration::zero());
}

TEST(LoginThrottle, AnAccountOfOnesOwnDoesNotMakeGuessingFree) {
    ManualClock clock;
    LoginThrottle throttle(clock);
    int tried = 0;
    for (int i = 0; i < 200; ++i) {
        if (throttle.begin("victim" + std::to_string(i), "192.0.2.1") == Duration::zero()) {
            ++tried;
        }
        if (throttle.begin("own", "192.0.2.1") == Duration::zero()) {
            throttle.succeeded("own", "192.0.2.1");
        }
    }
    EXPECT_LE(tried, LoginThrottle::kFreePerAddress + 1);
}

TEST(LoginThrottle, QuietIsForgotten) {
    ManualClock clock;
    LoginThrottle throttle(clock);
    for (int i = 0; i < 8; ++i) {
        clock.advance(throttle.begin("vera", "192.0.2.1"));
    }
    clock.advance(LoginThrottle::kForgottenAfter);
    for (int i = 0; i < LoginThrottle::kFreePerAccount; ++i) {
        EXPECT_EQ(throttle.begin("vera", "192.0.2.1"), Duration::zero());
    }
}

TEST(LoginThrottle, ManyNamesDoNotFillMemoryNorWipeAnAddress) {
    ManualClock clock;
    LoginThrottle throttle(clock);
    for (std::size_t i = 0; i < LoginThrottle::kMostRemembered + 50; ++i) {
        const std::string address = "10." + std::to_string(i / 65536) + "." + std::to_string(i / 256 % 256) +
                                    "." + std::to_string(i % 256);
        clock.advance(Duration{1});
        EXPECT_EQ(throttle.begin("user" + std::to_string(i), address), Duration::zero());
    }
}

}  // namespace
}  // namespace ocellus
