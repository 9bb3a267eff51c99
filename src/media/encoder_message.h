// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "image/picture.h"
#include "media/worker_message.h"

namespace ocellus::media {

// The memory in which the parent lays one picture for an encoder.
inline constexpr RingShape kEncoderInput{1, i420Bytes(8192, 8192)};

// The parent's word: a picture lies there. The next one comes when this has been answered.
struct EncodeRequest {
    PictureFormat format = PictureFormat::Jpeg;
    bool fullRange = true;  // of I420
    bool key = false;       // what comes out must be decodable without what was before
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint64_t bytes = 0;
};

// The encoder's word.
struct EncodeReply {
    enum class Kind : std::uint8_t {
        Ready,    // to take pictures
        Encoded,  // `bytes` lie in slot 0 of its memory
        Skipped,  // the picture could not be decoded, or the encoder saves bits
        Failed,   // it ends; `detail` says why
    };
    Kind kind = Kind::Ready;
    bool key = false;
    std::uint64_t bytes = 0;
    std::string detail;  // printable ASCII, at most 300 letters
};

[[nodiscard]] std::vector<std::uint8_t> encode(const EncodeRequest& request);
[[nodiscard]] std::vector<std::uint8_t> encode(const EncodeReply& reply);

// Nothing where it breaks off or does not fit the memory.
[[nodiscard]] std::optional<EncodeRequest> decodeEncodeRequest(std::span<const std::uint8_t> bytes);
// Believes nothing, as decodeMessage().
[[nodiscard]] Result<EncodeReply> decodeEncodeReply(std::span<const std::uint8_t> bytes,
                                                    std::uint64_t slotBytes);

}  // namespace ocellus::media
