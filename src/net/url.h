// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace ocellus {

// The address of something on the network: http, https, rtsp or rtsps. A value; thread-compatible.
struct Url {
    std::string scheme;  // lower case
    std::string username;
    Secret password;
    std::string host;  // without the brackets of IPv6
    std::uint16_t port = 0;
    std::string target = "/";  // path and query as they go on the wire, never empty

    [[nodiscard]] bool secure() const { return scheme.back() == 's'; }

    // host, and the port where it is not the scheme's own: what a Host header says.
    [[nodiscard]] std::string authority() const;
    // host:port, for messages.
    [[nodiscard]] std::string peer() const;
    // The whole without credentials; password-like values of the query are still there.
    [[nodiscard]] std::string text() const;
    // For logs and answers: as redactUrl().
    [[nodiscard]] std::string redacted() const;
    [[nodiscard]] bool sameOrigin(const Url& other) const;
};

inline constexpr std::size_t kMaximumUrl = 2048;  // characters

// Fails for what can never be an address: another scheme, no host, a port out of range, control characters.
[[nodiscard]] Result<Url> parseUrl(std::string_view text);

// What a Location header means, seen from `base`: absolute, with a host, or a path.
[[nodiscard]] Result<Url> resolveUrl(const Url& base, std::string_view location);

// Any text that should be a URL, with its user part and the values of password-like query keys (pwd,
// password, token, ...) replaced by ***. Takes malformed ones too, so it can be used in their error message.
[[nodiscard]] std::string redactUrl(std::string_view text);

}  // namespace ocellus
