// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ocellus {

// What a network computes in. Int8 models compute the rest in fp32. Nothing is left to the runtime's own
// choice, which differs from processor to processor.
enum class Precision : std::uint8_t { Fp32, Bf16, Int8 };
inline constexpr std::array<std::string_view, 3> kPrecisionNames{"fp32", "bf16", "int8"};

[[nodiscard]] constexpr std::string_view nameOf(Precision precision) {
    return kPrecisionNames[static_cast<std::size_t>(precision)];
}

[[nodiscard]] std::optional<Precision> precisionNamed(std::string_view name);

// Whether this processor multiplies bytes and adds up in one step (avx512_vnni or avx_vnni). Without it, int8
// gains little, and on plain AVX2 its sums may saturate.
[[nodiscard]] bool processorHasVnni();

}  // namespace ocellus
