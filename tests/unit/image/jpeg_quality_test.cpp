// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_quality.h"

#include <gtest/gtest.h>

#include "unit/image/jpeg_pictures.h"

namespace ocellus {
namespace {

std::vector<std::uint8_t> compressed(int quality) {
    const test::Rgb rgb = test::waves(64, 48);
    tjhandle handle = tjInitCompress();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    tjCompress2(handle, rgb.pixels.data(), rgb.width, 0, rgb.height, TJPF_RGB, &out, &size, TJSAMP_420,
                quality, 0);
    std::vector<std::uint8_t> jpeg(out, out + size);
    tjFree(out);
    tjDestroy(handle);
    return jpeg;
}

TEST(JpegQuality, IsWhatTheEncoderWasGiven) {
    for (const int quality : {10, 30, 50, 60, 75, 80, 90, 95, 100}) {
        EXPECT_EQ(estimateJpegQuality(compressed(quality)), quality);
    }
}

TEST(JpegQuality, IsUnknownWithoutATable) {
    const std::vector<std::uint8_t> jpeg = compressed(80);
    for (std::size_t n = 0; n < 60; ++n) {
        EXPECT_EQ(estimateJpegQuality(std::span(jpeg).first(n)), std::nullopt) << n;
    }
}

}  // namespace
}  // namespace ocellus
