// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "image/picture.h"

namespace ocellus {

// Many cameras leave the Huffman tables out because the standard names typical ones (ITU-T T.81, annex
// K.3.3). Decoders know that; browsers do not. Returns a copy of `jpeg` with these tables before `firstScan`,
// the offset of its first SOS marker (JpegInfo). Thread-safe.
[[nodiscard]] SharedBytes withStandardHuffmanTables(std::span<const std::uint8_t> jpeg,
                                                    std::size_t firstScan);

// Whether all tables of a DHT segment (what follows its length) are those of the standard. Thread-safe.
[[nodiscard]] bool isStandardHuffman(std::span<const std::uint8_t> segment);

}  // namespace ocellus
