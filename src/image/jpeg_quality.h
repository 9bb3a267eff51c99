// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace ocellus {

// How strongly a JPEG is compressed, as the quality, 1 to 100, that libjpeg would have been given for tables
// nearest to the picture's luminance quantisation. Cameras' own scales differ, so this is an estimate for
// people. Nothing where there is no table. Thread-safe.
[[nodiscard]] std::optional<int> estimateJpegQuality(std::span<const std::uint8_t> jpeg);

}  // namespace ocellus
