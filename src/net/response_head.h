// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/header_fields.h"

namespace ocellus {

// The head of an HTTP answer, read tolerantly: real cameras send bare LF, ICY 200, no reason, no status line
// at all, or odd ones. A value; thread-compatible.
struct ResponseHead {
    int status = 200;
    int minorVersion = 0;  // HTTP/1.x; 0 where the camera named none
    std::string reason;    // may be empty
    HeaderFields fields;

    [[nodiscard]] bool keepsAlive() const;
    [[nodiscard]] bool isChunked() const;
    // By status alone: 1xx, 204 and 304 have none.
    [[nodiscard]] bool mayHaveBody() const;
};

inline constexpr std::size_t kMaximumHead = std::size_t{32} * 1024;  // bytes

// How many of `bytes` the head takes up, its blank line included; nothing while that line is missing. A
// stream that begins with a JPEG or a boundary has no head: 0. `searched` bytes were looked at before.
[[nodiscard]] std::optional<std::size_t> responseHeadLength(std::string_view bytes, std::size_t searched = 0);

// `head`: what responseHeadLength() measured. Fails where the peer speaks another protocol.
[[nodiscard]] Result<ResponseHead> parseResponseHead(std::string_view head);

}  // namespace ocellus
