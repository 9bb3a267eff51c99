// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/time.h"

namespace ocellus {

// The scores of one part of one track at its latest matches, the last 32 at most. Thread-compatible.
class ScoreHistory {
public:
    static constexpr std::size_t kCapacity = 32;  // a second at 25 pictures per second, and some
    static constexpr Duration kMeanOver = std::chrono::seconds{1};

    void clear() { count_ = 0; }

    void add(Instant when, float score) { entries_[count_++ % kCapacity] = {when, score}; }

    [[nodiscard]] bool empty() const { return count_ == 0; }

    // 0 while empty.
    [[nodiscard]] float latest() const { return empty() ? 0 : entries_[(count_ - 1) % kCapacity].score; }

    // Of the second that ended with the latest score.
    [[nodiscard]] float mean() const;

private:
    struct Entry {
        Instant when;
        float score = 0;
    };

    std::array<Entry, kCapacity> entries_;
    std::size_t count_ = 0;  // ever added
};

}  // namespace ocellus
