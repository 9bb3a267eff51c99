// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "base/time.h"

namespace ocellus {

// What a client may take from us (contract, "Limits"). docs/reference/api.md states them.
struct HttpLimits {
    std::size_t head = 16 * 1024;             // bytes of a request's head
    std::size_t body = std::size_t{1} << 20;  // bytes of a request's body
    std::size_t connectionsPerAddress = 64;
    std::size_t connections = 2048;                 // of all
    Duration handshake = std::chrono::seconds{10};  // TLS
    Duration idle = std::chrono::seconds{60};       // between requests
    Duration headTime = std::chrono::seconds{10};   // first to last byte of a head
    Duration bodyTime = std::chrono::seconds{30};   // of a body
    Duration writeTime = std::chrono::seconds{30};  // of an answer, or of one message of a feed
    Duration recheck = std::chrono::seconds{10};    // whether a feed's viewer may still see it
    std::size_t unsentBytes = 256 * 1024;  // of a feed in the kernel: more would be a queue of old pictures
};

}  // namespace ocellus
