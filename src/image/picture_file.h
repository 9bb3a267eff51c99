// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"

namespace ocellus {

inline constexpr std::uintmax_t kMaximumPictureFile = std::uintmax_t{64} << 20;  // bytes

// The bytes of a picture on disk, whatever they hold; errors name the file.
[[nodiscard]] Result<std::vector<std::uint8_t>> readPictureFile(const std::filesystem::path& file);

}  // namespace ocellus
