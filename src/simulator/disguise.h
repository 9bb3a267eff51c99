// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "simulator/quirk.h"

namespace ocellus {

// The picture as a camera with that quirk would send it; unchanged for quirks that are not in the picture.
// `jpeg`: a baseline JPEG of our own encoder. `number` counts pictures: some quirks spoil every second one.
[[nodiscard]] std::vector<std::uint8_t> disguise(std::vector<std::uint8_t> jpeg, Quirk quirk,
                                                 std::size_t number);

}  // namespace ocellus
