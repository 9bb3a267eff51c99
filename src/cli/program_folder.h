// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace ocellus::cli {

// The folder that this program lies in.
[[nodiscard]] std::filesystem::path programFolder();

// The built UI: installed in ../share/ocellus/web, or web/dist of the source tree; the former where neither
// is there, so that a message can name it.
[[nodiscard]] std::filesystem::path webFolder();

}  // namespace ocellus::cli
