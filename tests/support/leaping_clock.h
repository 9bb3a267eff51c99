// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "base/clock.h"

namespace ocellus::test {

// The machine's clock, ahead by what the test has let it leap: hours pass while other programs run on in real
// time. Thread-safe.
class LeapingClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return clock_.now() + Duration{ahead_}; }

    [[nodiscard]] WallTime wallNow() const override { return clock_.wallNow() + Duration{ahead_}; }

    void leap(Duration by) { ahead_ += by.count(); }

private:
    SystemClock clock_;
    std::atomic<Duration::rep> ahead_ = 0;
};

}  // namespace ocellus::test
