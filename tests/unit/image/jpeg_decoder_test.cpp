// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "image/decode_scale.h"
#include "unit/image/jpeg_pictures.h"

namespace ocellus {
namespace {

using test::plainDecode;
using test::plainDivide;
using test::Rgb;
using test::toJpeg;
using test::waves;

constexpr std::array kSizes{1, 2, 7, 8, 9, 13, 15, 16, 17, 31, 33, 64, 97};
constexpr std::array kSamplings{TJSAMP_444, TJSAMP_422, TJSAMP_420, TJSAMP_GRAY, TJSAMP_440, TJSAMP_411};

TEST(DecodeDivisor, TakesTheSmallestThatIsLargeEnough) {
    EXPECT_EQ(decodeDivisor({1920, 1080}, {416, 234}), 4);
    EXPECT_EQ(decodeDivisor({1920, 1080}, {480, 270}), 4);
    EXPECT_EQ(decodeDivisor({1920, 1080}, {481, 270}), 2);
    EXPECT_EQ(decodeDivisor({1920, 1080}, {240, 136}), 4);  // 135 lines at an eighth
    EXPECT_EQ(decodeDivisor({1921, 1081}, {241, 136}), 8);
    EXPECT_EQ(decodeDivisor({320, 240}, {640, 480}), 1);
    EXPECT_EQ(decodeDivisor({320, 240}, {0, 0}), 1);
}

int divisorOf(FrameSize picture, FrameSize frame) {
    for (const int divisor : {8, 4, 2, 1}) {
        if (dividedSize(picture, divisor) == frame) {
            return divisor;
        }
    }
    return 0;
}

// Every size, sampling and scale against a whole decode to RGB and a mean over blocks.
TEST(JpegDecoder, AgreesWithAPlainDecodeAtEveryScale) {
    JpegDecoder decoder;
    Frame frame;
    for (const int sampling : kSamplings) {
        for (const int width : kSizes) {
            for (const int height : kSizes) {
                const auto jpeg = toJpeg(waves(width, height), sampling);
                const Rgb whole = plainDecode(jpeg);
                for (const int divisor : {1, 2, 4, 8}) {
                    SCOPED_TRACE(testing::Message()
                                 << width << "x" << height << " sampling " << sampling << " 1/" << divisor);
                    const FrameSize wanted = dividedSize({width, height}, divisor);
                    ASSERT_TRUE(decoder.decode(jpeg, wanted, frame));
                    ASSERT_GE(frame.width, wanted.width);
                    ASSERT_GE(frame.height, wanted.height);
                    const int got = divisorOf({width, height}, {frame.width, frame.height});
                    EXPECT_GE(got * (width % 32 == 0 ? 1 : 4), divisor);
                    const Rgb expected = plainDivide(whole, got);
                    ASSERT_EQ(frame.width, expected.width);
                    ASSERT_EQ(frame.height, expected.height);
                    EXPECT_EQ(frame.pictureWidth, width);
                    EXPECT_EQ(frame.pictureHeight, height);
                    EXPECT_EQ(frame.grey, sampling == TJSAMP_GRAY);
                    const auto difference = meanDifference(frame, expected);
                    EXPECT_LT(difference.luma, 3);
                    // libyuv takes the nearest sample of planes a pixel wide, and odd sizes shift by half of
                    // one.
                    EXPECT_LT(difference.chroma, frame.width > 8 && frame.height > 8 ? 3 : 12);
                }
            }
        }
    }
}

TEST(JpegDecoder, IsNearlyExactOnALargerPicture) {
    JpegDecoder decoder;
    Frame frame;
    for (const int sampling : kSamplings) {
        const auto jpeg = toJpeg(waves(640, 512), sampling);
        const Rgb whole = plainDecode(jpeg);
        for (const int divisor : {1, 2, 4, 8}) {
            ASSERT_TRUE(decoder.decode(jpeg, dividedSize({640, 512}, divisor), frame));
            const auto difference = meanDifference(frame, plainDivide(whole, divisor));
            EXPECT_LT(difference.luma, 1) << "sampling " << sampling << " 1/" << divisor;
            // 4:1:1 has too few columns of chroma: libyuv makes some up.
            EXPECT_LT(difference.chroma, sampling == TJSAMP_411 ? 4 : 1)
                << "sampling " << sampling << " 1/" << divisor;
        }
    }
}

TEST(JpegDecoder, ReadsProgressivePicturesAndRestartMarkers) {
    JpegDecoder decoder;
    Frame plain;
    Frame other;
    const Rgb rgb = waves(97, 65);
    ASSERT_TRUE(decoder.decode(toJpeg(rgb, TJSAMP_420), {}, plain));
    ASSERT_TRUE(decoder.decode(toJpeg(rgb, TJSAMP_420, TJFLAG_PROGRESSIVE), {}, other));
    EXPECT_EQ(plain.y, other.y);
    EXPECT_EQ(plain.u, other.u);
    const auto restarts = toJpeg(rgb, TJSAMP_420, 0, "2B");
    constexpr std::array<std::uint8_t, 2> kFirstRestart{0xFF, 0xD0};
    ASSERT_FALSE(std::ranges::search(restarts, kFirstRestart).empty());
    ASSERT_TRUE(decoder.decode(restarts, {}, other));
    EXPECT_EQ(plain.y, other.y);
}

// Cameras that leave the Huffman tables out mean the standard ones (interfaces 6.2).
TEST(JpegDecoder, SuppliesMissingHuffmanTables) {
    auto jpeg = toJpeg(waves(97, 65), TJSAMP_422);
    JpegDecoder decoder;
    Frame with;
    Frame without;
    ASSERT_TRUE(decoder.decode(jpeg, {}, with));
    for (std::size_t at = 2; at + 4 < jpeg.size() && jpeg[at + 1] != 0xDA;) {
        const auto length = static_cast<std::ptrdiff_t>(jpeg[at + 2] * 256 + jpeg[at + 3] + 2);
        const auto from = jpeg.begin() + static_cast<std::ptrdiff_t>(at);
        if (jpeg[at + 1] == 0xC4) {
            jpeg.erase(from, from + length);
        } else {
            at += static_cast<std::size_t>(length);
        }
    }
    ASSERT_TRUE(decoder.decode(jpeg, {}, without));
    EXPECT_EQ(with.y, without.y);
    EXPECT_EQ(with.v, without.v);
}

std::string reasonOf(JpegDecoder& decoder, const std::vector<std::uint8_t>& jpeg) {
    Frame frame;
    const auto result = decoder.decode(jpeg, {}, frame);
    return result ? "" : std::string{result.error().reason};
}

TEST(JpegDecoder, NamesWhatIsWrong) {
    JpegDecoder decoder;
    const auto good = toJpeg(waves(64, 64), TJSAMP_420);
    EXPECT_EQ(reasonOf(decoder, good), "");
    EXPECT_EQ(reasonOf(decoder, {}), "corrupt");
    EXPECT_EQ(reasonOf(decoder, {'G', 'I', 'F', '8', '9', 'a'}), "not-jpeg");
    EXPECT_EQ(reasonOf(decoder, {good.begin(), good.end() - 40}), "truncated");
    EXPECT_EQ(reasonOf(decoder, {good.begin(), good.end() - 2}), "truncated");
    EXPECT_EQ(reasonOf(decoder, {good.begin(), good.begin() + 100}), "truncated");

    auto lossless = good;
    auto huge = good;
    for (std::size_t at = 2; at + 9 < good.size();
         at += static_cast<std::size_t>(good[at + 2] * 256 + good[at + 3] + 2)) {
        if (good[at + 1] == 0xC0) {
            lossless[at + 1] = 0xC3;
            huge[at + 5] = huge[at + 6] = huge[at + 7] = huge[at + 8] = 0xFD;
            break;
        }
    }
    EXPECT_EQ(reasonOf(decoder, lossless), "unsupported");
    EXPECT_EQ(reasonOf(decoder, huge), "too-many-pixels");

    Frame frame;
    EXPECT_TRUE(decoder.decode(good, {}, frame)) << "a failure must not stay with the decoder";
}

// Some cameras pad their pictures before the end marker; nothing of the picture is lost.
TEST(JpegDecoder, TakesAFewStrayBytesBeforeTheEnd) {
    JpegDecoder decoder;
    auto jpeg = toJpeg(waves(64, 64), TJSAMP_420);
    jpeg.insert(jpeg.end() - 2, {0x00, 0x00, 0x00});
    EXPECT_EQ(reasonOf(decoder, jpeg), "");
    jpeg.insert(jpeg.end() - 2, 30, 0x00);
    EXPECT_EQ(reasonOf(decoder, jpeg), "corrupt");
}

TEST(JpegDecoder, SaysWhatToDo) {
    JpegDecoder decoder;
    Frame frame;
    const auto result = decoder.decode({}, {}, frame);
    ASSERT_FALSE(result);
    const Result<void> plain = tl::unexpected<Error>{result.error()};  // an Error like any other
    EXPECT_FALSE(plain.error().remedy.empty());
}

// Byte flips everywhere: an error or a picture, never a crash (sanitizers watch), and the next one is read.
TEST(JpegDecoder, SurvivesDamage) {
    JpegDecoder decoder;
    Frame frame;
    const auto good = toJpeg(waves(61, 45), TJSAMP_422, TJFLAG_PROGRESSIVE);
    for (std::size_t at = 0; at < good.size(); ++at) {
        auto bad = good;
        bad[at] = static_cast<std::uint8_t>(bad[at] ^ (1u << (at % 8)) ^ 0x40);
        const auto result = decoder.decode(bad, {20, 20}, frame);
        EXPECT_TRUE(result || !result.error().reason.empty());
    }
    EXPECT_TRUE(decoder.decode(good, {}, frame));
}

TEST(JpegDecoder, CutsARegionOutOfTheWholePicture) {
    JpegDecoder decoder;
    Frame whole;
    Frame part;
    const auto jpeg = toJpeg(waves(100, 80), TJSAMP_420);
    ASSERT_TRUE(decoder.decode(jpeg, {}, whole));
    const auto held = decoder.decodeRegion(jpeg, {0.25, 0.5, 0.3, 0.25}, part);
    ASSERT_TRUE(held);
    EXPECT_EQ(part.width, 32);  // pixels 25-55, grown to 24-56
    EXPECT_EQ(part.height, 20);
    EXPECT_EQ(part.pictureWidth, 32);
    EXPECT_DOUBLE_EQ(held->x, 0.24);
    EXPECT_DOUBLE_EQ(held->width, 0.32);
    for (int y = 0; y < part.height; ++y) {
        for (int x = 0; x < part.width; ++x) {
            ASSERT_EQ(test::rgbOf(part, x, y), test::rgbOf(whole, x + 24, y + 40));
        }
    }
}

}  // namespace
}  // namespace ocellus
