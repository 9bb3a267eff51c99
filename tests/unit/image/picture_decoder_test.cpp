// SPDX-License-Identifier: Apache-2.0
#include "image/picture_decoder.h"

#include <gtest/gtest.h>

#include "unit/image/jpeg_pictures.h"

namespace ocellus {
namespace {

Picture pictureOf(std::vector<std::uint8_t> bytes, PictureFormat format, int width, int height) {
    Picture picture;
    picture.width = width;
    picture.height = height;
    picture.format = format;
    const auto held = std::make_shared<std::vector<std::uint8_t>>(std::move(bytes));
    picture.bytes = {std::shared_ptr<const std::uint8_t>{held, held->data()}, held->size()};
    return picture;
}

TEST(PictureDecoder, ReadsJpeg) {
    PictureDecoder decoder;
    Frame frame;
    const auto picture =
        pictureOf(test::toJpeg(test::waves(64, 48), TJSAMP_420), PictureFormat::Jpeg, 64, 48);
    ASSERT_TRUE(decoder.toFrame(picture, {32, 24}, frame));
    EXPECT_EQ(frame.width, 32);
    EXPECT_TRUE(frame.fullRange);
}

TEST(PictureDecoder, ScalesPlanesOfVideoByHalves) {
    PictureDecoder decoder;
    Frame frame;
    for (const auto& [width, height] : {std::pair{1, 1}, {7, 13}, {16, 16}, {33, 17}, {128, 96}}) {
        const int chroma = ((width + 1) / 2) * ((height + 1) / 2);
        std::vector<std::uint8_t> bytes(static_cast<std::size_t>(width * height), 0);
        for (int at = 0; at < width * height; ++at) {
            bytes[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(40 + at % width);
        }
        bytes.insert(bytes.end(), static_cast<std::size_t>(chroma), 90);
        bytes.insert(bytes.end(), static_cast<std::size_t>(chroma), 200);
        auto picture = pictureOf(bytes, PictureFormat::I420, width, height);
        picture.fullRange = false;

        ASSERT_TRUE(decoder.toFrame(picture, {}, frame));
        EXPECT_EQ(frame.y, std::vector<std::uint8_t>(bytes.begin(), bytes.begin() + width * height));
        EXPECT_FALSE(frame.fullRange);

        ASSERT_TRUE(decoder.toFrame(picture, {(width + 3) / 4, (height + 3) / 4}, frame));
        EXPECT_LE(frame.width, (width + 3) / 4);
        EXPECT_EQ(frame.pictureWidth, width);
        EXPECT_NEAR(frame.u.front(), 90, 1);
        EXPECT_NEAR(frame.v.back(), 200, 1);
    }
    // 128 wide at a quarter: a pixel is the mean of four columns.
    EXPECT_EQ(frame.width, 32);
    EXPECT_NEAR(frame.y[1], 40 + 5.5, 1);
}

TEST(PictureDecoder, RefusesPlanesOfAnotherSize) {
    PictureDecoder decoder;
    Frame frame;
    const auto result =
        decoder.toFrame(pictureOf(std::vector<std::uint8_t>(100), PictureFormat::I420, 64, 48), {}, frame);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "corrupt");
}

}  // namespace
}  // namespace ocellus
