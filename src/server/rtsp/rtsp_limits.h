// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "base/time.h"

namespace ocellus {

// What a reader may take from us. docs/reference/limits.md states them.
struct RtspLimits {
    std::size_t connectionsPerAddress = 64;
    std::size_t connections = 512;                    // of all
    Duration idle = std::chrono::seconds{60};         // without a request, while nothing is played
    Duration silence = std::chrono::seconds{90};      // without a word of a reader by UDP
    Duration write = std::chrono::seconds{30};        // of one picture or answer
    Duration firstPicture = std::chrono::seconds{6};  // that DESCRIBE waits for one
    Duration recheck = std::chrono::seconds{10};      // whether the account is still there
    Duration report = std::chrono::seconds{5};        // between sender reports
    std::size_t queuedPictures = 32;                  // of a track, for a slow reader; then it skips
    std::size_t queuedBytes = std::size_t{2} << 20;   // likewise
    std::size_t unsentBytes = 256 * 1024;             // in the kernel
};

}  // namespace ocellus
