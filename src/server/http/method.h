// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace ocellus {

enum class Method : std::uint8_t { Get, Head, Post, Put, Delete, Other };

[[nodiscard]] constexpr std::string_view toText(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
        case Method::Put:
            return "PUT";
        case Method::Delete:
            return "DELETE";
        case Method::Other:
            break;
    }
    return "OTHER";
}

// Methods are written in capitals and nothing else is one of them.
[[nodiscard]] constexpr Method methodOf(std::string_view text) {
    for (const Method method : {Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete}) {
        if (toText(method) == text) {
            return method;
        }
    }
    return Method::Other;
}

// Whether asking twice, or from another site, changes nothing here.
[[nodiscard]] constexpr bool isSafe(Method method) {
    return method == Method::Get || method == Method::Head;
}

}  // namespace ocellus
