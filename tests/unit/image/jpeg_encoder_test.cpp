// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_encoder.h"

#include <gtest/gtest.h>

#include <limits>

#include "image/crop.h"
#include "image/jpeg_decoder.h"
#include "unit/image/jpeg_pictures.h"

namespace ocellus {
namespace {

Frame frameOf(int width, int height) {
    JpegDecoder decoder;
    Frame frame;
    EXPECT_TRUE(decoder.decode(test::toJpeg(test::waves(width, height), TJSAMP_420), {}, frame));
    return frame;
}

// 16-235 of the same picture.
Frame limited(Frame frame) {
    for (auto& value : frame.y) {
        value = static_cast<std::uint8_t>(16 + value * 219 / 255);
    }
    for (auto* plane : {&frame.u, &frame.v}) {
        for (auto& value : *plane) {
            value = static_cast<std::uint8_t>(128 + (value - 128) * 224 / 255);
        }
    }
    frame.fullRange = false;
    return frame;
}

double lumaDifference(const Frame& a, const Frame& b) {
    EXPECT_EQ(a.width, b.width);
    EXPECT_EQ(a.height, b.height);
    double sum = 0;
    for (std::size_t at = 0; at < a.y.size(); ++at) {
        sum += std::abs(a.y[at] - b.y[at]);
    }
    return sum / static_cast<double>(a.y.size());
}

TEST(JpegEncoder, WhatItWritesIsReadBack) {
    JpegEncoder encoder;
    JpegDecoder decoder;
    Frame back;
    std::vector<std::uint8_t> jpeg;
    for (const auto& [width, height] : {std::pair{1, 1}, {7, 5}, {16, 16}, {17, 33}, {200, 120}}) {
        const Frame frame = frameOf(width, height);
        ASSERT_TRUE(encoder.encode(frame, 95, jpeg));
        ASSERT_TRUE(decoder.decode(jpeg, {}, back));
        EXPECT_LT(lumaDifference(frame, back), 2) << width << "x" << height;
    }
}

TEST(JpegEncoder, StretchesVideoToTheRangeOfJpeg) {
    JpegEncoder encoder;
    JpegDecoder decoder;
    Frame back;
    std::vector<std::uint8_t> jpeg;
    const Frame full = frameOf(64, 48);
    ASSERT_TRUE(encoder.encode(limited(full), 95, jpeg));
    ASSERT_TRUE(decoder.decode(jpeg, {}, back));
    EXPECT_LT(lumaDifference(full, back), 2);
}

TEST(JpegEncoder, EncodesARegion) {
    JpegEncoder encoder;
    JpegDecoder decoder;
    Frame back;
    Frame cut;
    std::vector<std::uint8_t> jpeg;
    const Frame frame = frameOf(100, 80);
    ASSERT_TRUE(encoder.encodeRegion(frame, {0.25, 0.5, 0.3, 0.25}, 95, jpeg));
    ASSERT_TRUE(decoder.decode(jpeg, {}, back));
    cropFrame(frame, {24, 40, 32, 20}, cut);
    EXPECT_LT(lumaDifference(cut, back), 2);
}

TEST(JpegEncoder, QualityCostsBytes) {
    JpegEncoder encoder;
    std::vector<std::uint8_t> poor;
    std::vector<std::uint8_t> fine;
    const Frame frame = frameOf(200, 120);
    ASSERT_TRUE(encoder.encode(frame, 20, poor));
    ASSERT_TRUE(encoder.encode(frame, 95, fine));
    EXPECT_LT(poor.size(), fine.size());
    EXPECT_FALSE(encoder.encode(Frame{}, 80, fine));
}

TEST(Crop, WhateverTheRegionItIsInsideEvenAndNotEmpty) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const Box& region :
         {Box{0, 0, 1, 1}, Box{-1, -1, 5, 5}, Box{1, 1, 0, 0}, Box{0.5, 0.5, -1, -1}, Box{nan, nan, nan, nan},
          Box{1e300, -1e300, 1e308, 1e308}, Box{0.999, 0.999, 1, 1}}) {
        for (const FrameSize size :
             {FrameSize{1, 1}, FrameSize{2, 3}, FrameSize{99, 100}, FrameSize{1920, 1080}}) {
            const PixelRect rect = pixelsOf(region, size);
            EXPECT_EQ(rect.x % 2, 0);
            EXPECT_EQ(rect.y % 2, 0);
            EXPECT_GE(rect.x, 0);
            EXPECT_GE(rect.y, 0);
            EXPECT_GE(rect.width, 1);
            EXPECT_GE(rect.height, 1);
            EXPECT_LE(rect.x + rect.width, size.width);
            EXPECT_LE(rect.y + rect.height, size.height);
        }
    }
    const PixelRect all = pixelsOf({0, 0, 1, 1}, {99, 101});
    EXPECT_EQ(all.width, 99);
    EXPECT_EQ(all.height, 101);
}

}  // namespace
}  // namespace ocellus
