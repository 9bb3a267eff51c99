// SPDX-License-Identifier: Apache-2.0
#include "server/http/request.h"

#include <array>

#include "base/text.h"

namespace ocellus {
namespace {

// "host:port" without a port that its scheme implies.
std::string plainAuthority(std::string_view scheme, std::string_view authority) {
    const std::string_view implied = scheme == "https" ? ":443" : ":80";
    if (authority.ends_with(implied)) {
        authority.remove_suffix(implied.size());
    }
    return toLower(authority);
}

// An Origin is scheme://host[:port]. The scheme is not compared with ours: a proxy may add the TLS.
bool isSameSite(std::string_view origin, std::string_view host) {
    const std::size_t mark = origin.find("://");
    if (mark == std::string_view::npos || host.empty()) {
        return false;
    }
    const std::string_view scheme = origin.substr(0, mark);
    if (scheme != "http" && scheme != "https") {
        return false;
    }
    return plainAuthority(scheme, origin.substr(mark + 3)) == plainAuthority(scheme, host);
}

}  // namespace

bool Request::cameThroughProxy() const {
    static constexpr std::array<std::string_view, 6> kProxyHeaders{
        "X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto"};
    for (const std::string_view name : kProxyHeaders) {
        if (headers.find(name)) {
            return true;
        }
    }
    return false;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    for (const std::string_view line : headers.all("Cookie")) {
        std::string_view rest = line;
        while (!rest.empty()) {
            const std::string_view pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            const std::size_t equals = pair.find('=');
            if (equals != std::string_view::npos && trim(pair.substr(0, equals)) == name) {
                return std::string(trim(pair.substr(equals + 1)));
            }
        }
    }
    return std::nullopt;
}

bool Request::comesFromOwnSite() const {
    const auto fetchSite = headers.find("Sec-Fetch-Site");
    if (fetchSite && *fetchSite != "same-origin" && *fetchSite != "none") {
        return false;
    }
    const auto origin = headers.find("Origin");
    return !origin || isSameSite(*origin, header("Host"));
}

bool Request::provesOwnSite() const {
    return headers.find("Origin").has_value() && comesFromOwnSite();
}

bool isLoopbackHost(std::string_view host) {
    const bool bracketed = host.starts_with('[');
    const std::size_t end = bracketed ? host.find(']') : host.find(':');
    std::string_view name = host.substr(0, end);
    if (bracketed) {
        return name == "[::1";
    }
    if (equalIgnoringCase(name, "localhost")) {
        return true;
    }
    // 127.0.0.0/8, digits and dots only: "127.example.org" is a name like any other.
    return name.starts_with("127.") && name.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace ocellus
