// SPDX-License-Identifier: Apache-2.0
#include "net/chunked_decoder.h"

#include <algorithm>
#include <cstring>

namespace ocellus {
namespace {

constexpr std::size_t kMaximumDigits = 15;                      // sizes stay within 60 bits
constexpr std::size_t kMaximumFraming = std::size_t{8} * 1024;  // bytes of an extension or of the trailers

int hexDigit(std::uint8_t byte) {
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    const int letter = byte | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

}  // namespace

void ChunkedDecoder::endOfSizeLine() {
    state_ = left_ == 0 ? State::Trailer : State::Payload;
    digits_ = 0;
    framing_ = 0;
    lineLength_ = 0;
}

bool ChunkedDecoder::takeSizeByte(std::uint8_t byte) {
    if (const int digit = hexDigit(byte); digit >= 0) {
        left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        return ++digits_ <= kMaximumDigits;
    }
    if (byte == '\n') {
        if (digits_ != 0) {
            endOfSizeLine();
        }
        return true;  // a blank line before the size
    }
    if (byte == '\r' || byte == ' ' || byte == '\t') {
        return true;
    }
    state_ = State::Extension;
    return byte == ';' && digits_ != 0;
}

Result<ChunkedDecoder::Step> ChunkedDecoder::decode(std::span<std::uint8_t> bytes) {
    Step step;
    while (step.consumed < bytes.size() && state_ != State::Finished) {
        if (state_ == State::Payload) {
            const std::size_t n =
                static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - step.consumed));
            if (step.payload != step.consumed) {
                std::memmove(bytes.data() + step.payload, bytes.data() + step.consumed, n);
            }
            step.payload += n;
            step.consumed += n;
            left_ -= n;
            state_ = left_ == 0 ? State::AfterPayload : State::Payload;
            continue;
        }
        const std::uint8_t byte = bytes[step.consumed++];
        bool sound = true;
        if (state_ == State::AfterPayload) {
            sound = byte == '\r' || byte == '\n';
            state_ = byte == '\n' ? State::Size : state_;
        } else if (state_ == State::Size) {
            sound = takeSizeByte(byte);
        } else if (state_ == State::Extension) {
            sound = ++framing_ <= kMaximumFraming;
            if (byte == '\n') {
                endOfSizeLine();
            }
        } else {
            sound = ++framing_ <= kMaximumFraming;
            if (byte == '\n') {
                state_ = lineLength_ == 0 ? State::Finished : state_;
                lineLength_ = 0;
            } else if (byte != '\r') {
                ++lineLength_;
            }
        }
        if (!sound) {
            return failure(Error::Kind::Protocol, "sends a chunked answer with broken framing",
                           "update its firmware, or choose another stream address");
        }
    }
    return step;
}

}  // namespace ocellus
