// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "geometry/box.h"

namespace ocellus {

enum class ObjectClass : std::uint8_t { Human, Head, Face, Vehicle, Bicycle };
inline constexpr std::array<std::string_view, 5> kObjectClassNames{"human", "head", "face", "vehicle",
                                                                   "bicycle"};

[[nodiscard]] constexpr std::string_view nameOf(ObjectClass object) {
    return kObjectClassNames[static_cast<std::size_t>(object)];
}

// One object found in one picture: box in fractions of the picture, score 0 to 1 as the model gave it.
struct Detection {
    ObjectClass object = ObjectClass::Human;
    float score = 0;
    Box box;
};

}  // namespace ocellus
