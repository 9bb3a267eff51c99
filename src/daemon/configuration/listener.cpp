// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/listener.h"

#include <arpa/inet.h>

#include <charconv>
#include <optional>

namespace ocellus {
namespace {

bool isAddress(int family, const std::string& text) {
    in6_addr parsed{};
    return inet_pton(family, text.c_str(), &parsed) == 1;
}

std::optional<std::uint16_t> portIn(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional(port)
                                                                                     : std::nullopt;
}

}  // namespace

std::string Listener::text() const {
    const bool six = address.find(':') != std::string::npos;
    return (six ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

bool Listener::loopback() const {
    return address == "::1" || address.rfind("127.", 0) == 0;
}

Result<Listener> parseListener(const std::string& text) {
    const auto refuse = [&text] {
        return failure(
            Error::Kind::BadInput, "\"" + text + "\" is not an address to listen on",
            "write an IP address and a port: 127.0.0.1:8080 for this machine alone, 0.0.0.0:8080 for all");
    };
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) {
        return refuse();
    }
    std::string host = text.substr(0, colon);
    const auto port = portIn(std::string_view(text).substr(colon + 1));
    if (host == "localhost") {
        host = "127.0.0.1";
    }
    const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (brackets) {
        host = host.substr(1, host.size() - 2);
    }
    if (!port || !isAddress(brackets ? AF_INET6 : AF_INET, host)) {
        return refuse();
    }
    return Listener{host, *port};
}

}  // namespace ocellus
