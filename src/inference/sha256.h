// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace ocellus {

// Of a file's content, 64 lower-case hexadecimal digits.
[[nodiscard]] Result<std::string> sha256Of(const std::filesystem::path& file);

}  // namespace ocellus
