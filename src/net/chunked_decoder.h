// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.h"

namespace ocellus {

// Takes the framing out of a chunked body, in place: what was read from the socket is the picture's own
// memory, and only framing that lies within it makes bytes move. Thread-compatible.
class ChunkedDecoder {
public:
    struct Step {
        std::size_t payload = 0;   // bytes of body, now at the front of what was given
        std::size_t consumed = 0;  // less than given only when the body has ended: what follows begins there
    };

    // Fails when the framing is broken; the body cannot be read on then.
    [[nodiscard]] Result<Step> decode(std::span<std::uint8_t> bytes);

    [[nodiscard]] bool finished() const { return state_ == State::Finished; }

private:
    enum class State { Size, Extension, Payload, AfterPayload, Trailer, Finished };

    bool takeSizeByte(std::uint8_t byte);
    void endOfSizeLine();

    State state_ = State::Size;
    std::uint64_t left_ = 0;      // of the present chunk's payload
    std::size_t digits_ = 0;      // of the present size
    std::size_t framing_ = 0;     // bytes of the present extension, or of all trailers: bounded
    std::size_t lineLength_ = 0;  // of the present trailer
};

}  // namespace ocellus
