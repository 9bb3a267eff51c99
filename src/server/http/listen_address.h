// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ocellus {

// "127.0.0.1:8080", "[::1]:8443"; port 0 takes a free one.
struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;

    [[nodiscard]] std::string text() const;
};

[[nodiscard]] Result<ListenAddress> parseListenAddress(std::string_view text);

}  // namespace ocellus
