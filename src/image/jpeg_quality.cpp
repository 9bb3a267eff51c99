// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_quality.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>

namespace ocellus {
namespace {

// ITU-T T.81, table K.1. Its order does not matter here: only the sum is compared.
constexpr std::array<int, 64> kLuminance{
    16, 11,  10,  16, 24, 40, 51, 61, 12,  12,  14,  19,  26, 58, 60, 55,  14,  13,  16,  24, 40, 57,
    69, 56,  14,  17, 22, 29, 51, 87, 80,  62,  18,  22,  37, 56, 68, 109, 103, 77,  24,  35, 55, 64,
    81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98,  112, 100, 103, 99};

// The sum of the table that libjpeg makes of it for a quality.
int sumFor(int quality) {
    const int scale = quality < 50 ? 5000 / quality : 200 - quality * 2;
    return std::accumulate(kLuminance.begin(), kLuminance.end(), 0, [&](int sum, int value) {
        return sum + std::clamp((value * scale + 50) / 100, 1, 255);
    });
}

// The sum of table 0, the luminance's by custom, within a DQT segment's payload.
std::optional<int> sumOfFirst(std::span<const std::uint8_t> tables) {
    while (!tables.empty()) {
        const std::size_t width = (tables[0] >> 4) != 0 ? 2 : 1;  // bytes a value
        const bool first = (tables[0] & 15) == 0;
        if (tables.size() < 1 + 64 * width) {
            return std::nullopt;
        }
        if (first) {
            int sum = 0;
            for (std::size_t i = 0; i < 64; ++i) {
                const std::size_t at = 1 + i * width;
                sum += width == 1 ? tables[at] : tables[at] << 8 | tables[at + 1];
            }
            return sum;
        }
        tables = tables.subspan(1 + 64 * width);
    }
    return std::nullopt;
}

}  // namespace

std::optional<int> estimateJpegQuality(std::span<const std::uint8_t> jpeg) {
    constexpr std::uint8_t kDqt = 0xdb;
    constexpr std::uint8_t kSos = 0xda;
    std::size_t at = 2;  // behind SOI
    while (at + 4 <= jpeg.size() && jpeg[at] == 0xff && jpeg[at + 1] != kSos) {
        const std::size_t length = static_cast<std::size_t>(jpeg[at + 2]) << 8 | jpeg[at + 3];
        if (length < 2 || at + 2 + length > jpeg.size()) {
            return std::nullopt;
        }
        const auto sum = jpeg[at + 1] == kDqt ? sumOfFirst(jpeg.subspan(at + 4, length - 2)) : std::nullopt;
        if (sum) {
            int best = 1;
            for (int quality = 2; quality <= 100; ++quality) {
                if (std::abs(sumFor(quality) - *sum) < std::abs(sumFor(best) - *sum)) {
                    best = quality;
                }
            }
            return best;
        }
        at += 2 + length;
    }
    return std::nullopt;
}

}  // namespace ocellus
