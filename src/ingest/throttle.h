// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/time.h"

namespace ocellus {

// Bounds what one camera can make the network thread do, in windows of 100 ms: beyond the budget its socket
// is not read, and TCP slows the sender down. Thread-compatible.
class Throttle {
public:
    static constexpr Duration kWindow = std::chrono::milliseconds{100};
    static constexpr std::size_t kBytes = std::size_t{6} << 20;  // a window: about 500 Mbit/s
    static constexpr std::uint32_t kPictures = 10;               // a window: 100 a second

    // Takes what was just read into account and returns how long to wait before the next read: mostly zero.
    [[nodiscard]] Duration spent(std::size_t bytes, std::uint32_t pictures, Instant now) {
        if (now - began_ >= kWindow) {
            began_ = now;
            bytes_ = 0;
            pictures_ = 0;
        }
        bytes_ += bytes;
        pictures_ += pictures;
        return bytes_ > kBytes || pictures_ > kPictures ? began_ + kWindow - now : Duration{};
    }

private:
    Instant began_{};
    std::size_t bytes_ = 0;
    std::uint32_t pictures_ = 0;
};

}  // namespace ocellus
