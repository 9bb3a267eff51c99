// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "net/header_fields.h"

namespace ocellus {

struct RtspRequest {
    std::string method;
    std::string uri;
    HeaderFields headers;

    [[nodiscard]] std::string_view header(std::string_view name) const {
        return headers.find(name).value_or(std::string_view{});
    }
};

// Bytes that came inside the connection for a channel: a reader's RTCP.
struct RtspInterleaved {
    std::uint8_t channel = 0;
};

struct RtspNothing {};  // more bytes are needed

// What no client of ours sends, or more than it may; the connection ends after this answer.
struct RtspFault {
    int status = 400;
};

// One thing at the front of what a client has sent, and how many bytes it takes. A request's body is read
// over.
struct RtspArrival {
    std::variant<RtspNothing, RtspRequest, RtspInterleaved, RtspFault> what;
    std::size_t bytes = 0;
};

inline constexpr std::size_t kMaximumRtspHead = 8 * 1024;   // bytes of a request's head
inline constexpr std::size_t kMaximumRtspBody = 16 * 1024;  // and of its body, which nobody looks at

[[nodiscard]] RtspArrival parseRtsp(std::string_view bytes);

struct RtspResponse {
    int status = 200;
    HeaderFields headers;
    std::string body;

    RtspResponse& with(std::string name, std::string value) {
        headers.add(std::move(name), std::move(value));
        return *this;
    }
};

// As it goes on the wire, with the request's CSeq. Values that hold control characters are left out.
[[nodiscard]] std::string writeRtsp(const RtspResponse& response, std::string_view sequence);

}  // namespace ocellus
