// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

namespace ocellus {

// The only way to ask what time it is. Injected wherever time matters, so that tests run hours in
// milliseconds; rules never hold one, they read time from what they observe. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual WallTime wallNow() const = 0;
};

// The machine's clocks. Thread-safe.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] WallTime wallNow() const override;
};

// A clock that moves only when told to: for tests and for clips, whose time is their own. Thread-compatible.
class ManualClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return now_; }

    [[nodiscard]] WallTime wallNow() const override { return wall_; }

    void advance(Duration by) {
        now_ += by;
        wall_ += by;
    }

    // A step of the wall clock, as an operator or NTP makes it: intervals do not change.
    void stepWall(Duration by) { wall_ += by; }

private:
    Instant now_{};
    WallTime wall_{std::chrono::seconds{1'800'000'000}};
};

}  // namespace ocellus
