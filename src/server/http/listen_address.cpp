// SPDX-License-Identifier: Apache-2.0
#include "server/http/listen_address.h"

#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace ocellus {

namespace asio = boost::asio;

std::string ListenAddress::text() const {
    const bool six = address.find(':') != std::string::npos;
    return (six ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

Result<ListenAddress> parseListenAddress(std::string_view text) {
    const auto wrong = [&](const char* why) {
        return failure(Error::Kind::BadInput,
                       "\"" + std::string(text) + "\" is no address to listen on: " + why,
                       "write address:port, as in 127.0.0.1:8080 or [::]:8443");
    };
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return wrong("the port is missing");
    }
    std::string_view address = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    ListenAddress result{std::string(address), 0};
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), result.port);
    if (port.empty() || fault != std::errc{} || end != port.data() + port.size()) {
        return wrong("the port is not a number from 0 to 65535");
    }
    boost::system::error_code error;
    asio::ip::make_address(result.address, error);
    if (error) {
        return wrong("it does not begin with an IP address");
    }
    return result;
}

}  // namespace ocellus
