// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/broker_settings.h"

#include <charconv>

namespace ocellus {
namespace {

tl::unexpected<Error> wrongUrl(std::string_view url) {
    // A mistyped address may hold a password: only what follows the last @ is shown.
    const std::size_t at = url.rfind('@');
    return failure(
        Error::Kind::BadInput,
        "mqtt.url \"" + std::string(at == std::string_view::npos ? url : url.substr(at + 1)) +
            "\" is no broker",
        "write mqtt://host:1883 or mqtts://host:8883; user name and password have keys of their own");
}

}  // namespace

Result<BrokerSettings> brokerFromUrl(std::string_view url) {
    BrokerSettings settings;
    constexpr std::string_view kPlain = "mqtt://";
    constexpr std::string_view kSecure = "mqtts://";
    settings.tls = url.starts_with(kSecure);
    if (!settings.tls && !url.starts_with(kPlain)) {
        return wrongUrl(url);
    }
    std::string_view rest = url.substr(settings.tls ? kSecure.size() : kPlain.size());
    settings.port = settings.tls ? 8883 : 1883;
    if (rest.ends_with('/')) {
        rest.remove_suffix(1);
    }
    const std::size_t bracket = rest.starts_with('[') ? rest.find(']') : std::string_view::npos;
    const std::size_t colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon != std::string_view::npos) {
        const std::string_view port = rest.substr(colon + 1);
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), settings.port);
        if (error != std::errc{} || end != port.data() + port.size() || settings.port < 1 ||
            settings.port > 65535) {
            return wrongUrl(url);
        }
        rest = rest.substr(0, colon);
    }
    if (bracket != std::string_view::npos) {
        rest = rest.substr(1, bracket - 1);
    }
    if (rest.empty() || rest.size() > 253 || rest.find_first_of("/@?# \t") != std::string_view::npos) {
        return wrongUrl(url);
    }
    settings.host = rest;
    return settings;
}

}  // namespace ocellus
