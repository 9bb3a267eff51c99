// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include "base/time.h"

namespace ocellus {

// When the pictures of a looping clip are due, so that a second of the clip takes a second. A clip that
// cannot keep up goes on from where it is and does not hurry after; a gap of more than a minute is skipped.
// Thread-compatible.
class ClipPace {
public:
    // `time`: since the clip's first picture.
    [[nodiscard]] Instant due(Duration time, Instant now) {
        if (!zero_ || now - (*zero_ + time) > kMaximumLag || *zero_ + time - now > kMaximumWait) {
            zero_ = now - time;
        }
        interval_ = time > last_ ? time - last_ : interval_;
        last_ = time;
        return *zero_ + time;
    }

    // The clip begins again: its first picture follows its last one as the others did.
    void loop() {
        if (zero_) {
            *zero_ += last_ + interval_;
        }
        last_ = Duration{};
    }

private:
    static constexpr Duration kMaximumLag = std::chrono::seconds{1};
    static constexpr Duration kMaximumWait = std::chrono::minutes{1};  // whatever a worker says

    std::optional<Instant> zero_;
    Duration last_{};
    Duration interval_ = std::chrono::milliseconds{200};
};

}  // namespace ocellus
