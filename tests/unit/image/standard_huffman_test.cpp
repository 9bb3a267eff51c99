// SPDX-License-Identifier: Apache-2.0
#include "image/standard_huffman.h"

#include <gtest/gtest.h>

#include "image/jpeg_structure.h"
#include "unit/image/jpeg_pictures.h"

namespace ocellus {
namespace {

// libjpeg writes the standard tables unless told to optimise; they are taken out and must come back right.
std::vector<std::uint8_t> withoutTables(const std::vector<std::uint8_t>& jpeg) {
    std::vector<std::uint8_t> result(jpeg.begin(), jpeg.begin() + 2);
    std::size_t at = 2;
    while (jpeg[at + 1] != 0xda) {
        const std::size_t length = 2 + static_cast<std::size_t>(jpeg[at + 2] << 8 | jpeg[at + 3]);
        if (jpeg[at + 1] != 0xc4) {
            result.insert(result.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(at),
                          jpeg.begin() + static_cast<std::ptrdiff_t>(at + length));
        }
        at += length;
    }
    result.insert(result.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(at), jpeg.end());
    return result;
}

TEST(StandardHuffman, APictureWithoutTablesDecodesAsItWasMeant) {
    for (const int sampling : {TJSAMP_420, TJSAMP_422, TJSAMP_GRAY}) {
        const std::vector<std::uint8_t> whole = test::toJpeg(test::waves(160, 120), sampling);
        const std::vector<std::uint8_t> bare = withoutTables(whole);
        const auto info = inspectJpeg(bare);
        ASSERT_TRUE(info);
        ASSERT_FALSE(info->huffmanTables);
        const SharedBytes mended = withStandardHuffmanTables(bare, info->firstScan);
        EXPECT_TRUE(inspectJpeg(mended.view())->huffmanTables);
        const std::vector<std::uint8_t> bytes(mended.view().begin(), mended.view().end());
        EXPECT_EQ(test::plainDecode(bytes).pixels, test::plainDecode(whole).pixels);
    }
}

}  // namespace
}  // namespace ocellus
