// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace ocellus::fuzz {

inline std::string_view asText(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// What must hold for every input; a fuzzer stops at abort().
inline void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

}  // namespace ocellus::fuzz
