// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/header_fields.h"
#include "server/http/method.h"
#include "server/http/target.h"

namespace ocellus {

// One request as the network thread read it, whole and within the limits. A value; thread-compatible.
struct Request {
    Method method = Method::Get;
    std::string methodText = "GET";  // as it came: Digest hashes it
    std::string rawTarget = "/";     // as it came: Digest hashes it
    Target target;
    HeaderFields headers;
    std::string body;
    std::string peer;             // the peer's address without port
    bool peerIsLoopback = false;  // and the Host it named is a loopback one, so no web page of elsewhere asks
    bool secure = false;          // over TLS here
    bool wantsWebSocket = false;

    [[nodiscard]] std::string_view header(std::string_view name) const {
        return headers.find(name).value_or(std::string_view{});
    }

    // A proxy has passed this on: who asked cannot be told from the connection.
    [[nodiscard]] bool cameThroughProxy() const;
    // The value of a cookie; the first, where a name comes twice.
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
    // False where a browser says that another site's page has made it ask.
    [[nodiscard]] bool comesFromOwnSite() const;
    // The same, but something must say so: for WebSocket upgrades, which browsers let any page make.
    [[nodiscard]] bool provesOwnSite() const;
};

// Whether `host` (a Host header) names this machine's loopback: localhost, 127.x, [::1].
[[nodiscard]] bool isLoopbackHost(std::string_view host);

}  // namespace ocellus
