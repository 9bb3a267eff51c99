// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

namespace ocellus {

// How long to wait before the next try: soon after a stream that worked (at most 3 s), then twice as long
// with every failure (at most 30 s). Jittered, so that 64 cameras behind one switch do not come back at once.
// A pure rule; thread-compatible.
class BackOff {
public:
    struct Times {
        Duration afterWorking = std::chrono::seconds{2};  // the most; stays under the contract's 3 s
        Duration first = std::chrono::seconds{1};
        Duration most = std::chrono::seconds{30};
    };

    BackOff() = default;

    explicit BackOff(Times times) : times_(times) {}

    // `random`: 0 to 1. The wait lies between half and all of the present step.
    [[nodiscard]] Duration next(bool worked, double random);

    // Straight to the longest wait: passwords that were refused are not tried every second, cameras lock
    // accounts.
    void slowDown() { step_ = times_.most; }

private:
    Times times_;
    Duration step_{};  // of the last failure; zero: none yet
};

}  // namespace ocellus
