// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_structure.h"

#include "image/limits.h"
#include "image/standard_huffman.h"
#include "input.h"

using namespace ocellus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    JpegStructure whole;
    const std::size_t taken = whole.feed(bytes);
    JpegStructure single;
    std::size_t sum = 0;
    for (std::size_t i = 0; i < size; ++i) {
        sum += single.feed(bytes.subspan(i, 1));
    }
    fuzz::require(whole.state() == single.state() && taken == sum && whole.info().size == single.info().size);
    const auto info = inspectJpeg(bytes);
    if (info) {
        fuzz::require(info->size <= size && info->width > 0 && info->height > 0);
        fuzz::require(std::int64_t{info->width} * info->height <= kMaximumPixels &&
                      info->scans <= kMaximumScans);
        const SharedBytes mended = withStandardHuffmanTables(bytes.first(info->size), info->firstScan);
        const auto again = inspectJpeg(mended.view());
        fuzz::require(again && again->huffmanTables && again->width == info->width);
    } else {
        (void)name(info.error());
    }
    return 0;
}
