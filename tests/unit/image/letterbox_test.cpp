// SPDX-License-Identifier: Apache-2.0
#include "image/letterbox.h"

#include <gtest/gtest.h>

#include "image/jpeg_decoder.h"
#include "unit/image/jpeg_pictures.h"

namespace ocellus {
namespace {

constexpr std::uint8_t kPad = 114;

Frame frameOf(int width, int height) {
    JpegDecoder decoder;
    Frame frame;
    EXPECT_TRUE(decoder.decode(test::toJpeg(test::waves(width, height), TJSAMP_444), {}, frame));
    return frame;
}

// The plain way: every pixel of the input is the mean of the pixels whose centres it covers, or the nearest.
std::vector<double> plainPack(const Frame& frame, FrameSize input, FrameSize covered) {
    std::vector<double> bgr(static_cast<std::size_t>(input.width * input.height * 3), kPad);
    for (int y = 0; y < covered.height; ++y) {
        for (int x = 0; x < covered.width; ++x) {
            const double left = x * static_cast<double>(frame.width) / covered.width;
            const double right = (x + 1) * static_cast<double>(frame.width) / covered.width;
            const double top = y * static_cast<double>(frame.height) / covered.height;
            const double bottom = (y + 1) * static_cast<double>(frame.height) / covered.height;
            std::array<double, 3> sum{};
            int count = 0;
            for (int v = static_cast<int>(top + 0.5); v < bottom - 0.5 || count == 0; ++v) {
                for (int u = static_cast<int>(left + 0.5); u < right - 0.5 || count == 0; ++u, ++count) {
                    const auto rgb =
                        test::rgbOf(frame, std::min(u, frame.width - 1), std::min(v, frame.height - 1));
                    for (std::size_t channel = 0; channel < 3; ++channel) {
                        sum[channel] += rgb[channel];
                    }
                }
            }
            for (std::size_t channel = 0; channel < 3; ++channel) {
                bgr[static_cast<std::size_t>((y * input.width + x) * 3) + 2 - channel] = sum[channel] / count;
            }
        }
    }
    return bgr;
}

struct Case {
    FrameSize picture;
    FrameSize input;
    Fit fit;
    FrameSize covered;
};

const std::array kCases{
    Case{{1920, 1080}, {416, 256}, Fit::Letterbox, {416, 234}},
    Case{{480, 270}, {416, 256}, Fit::Letterbox, {416, 234}},
    Case{{300, 400}, {416, 256}, Fit::Letterbox, {192, 256}},
    Case{{100, 80}, {416, 416}, Fit::Letterbox, {416, 333}},
    Case{{321, 243}, {256, 256}, Fit::Stretch, {256, 256}},
    Case{{97, 33}, {64, 64}, Fit::Letterbox, {64, 22}},
    Case{{1, 900}, {64, 64}, Fit::Letterbox, {1, 64}},
    Case{{416, 234}, {416, 256}, Fit::Letterbox, {416, 234}},
};

TEST(Letterbox, AgreesWithAPlainOne) {
    Letterbox letterbox;
    for (const Case& at : kCases) {
        for (const bool fullRange : {true, false}) {
            SCOPED_TRACE(testing::Message()
                         << at.picture.width << "x" << at.picture.height << " full " << fullRange);
            Frame frame = frameOf(at.picture.width, at.picture.height);
            frame.fullRange = fullRange;
            std::vector<std::uint8_t> bgr(static_cast<std::size_t>(at.input.width * at.input.height * 3), 7);
            EXPECT_EQ(letterbox.pack(frame, at.input, at.fit, kPad, bgr), at.covered);
            const auto expected = plainPack(frame, at.input, at.covered);
            double sum = 0;
            for (std::size_t value = 0; value < bgr.size(); ++value) {
                sum += std::abs(bgr[value] - expected[value]);
                const auto x = static_cast<int>(value / 3) % at.input.width;
                const auto y = static_cast<int>(value / 3) / at.input.width;
                if (x >= at.covered.width || y >= at.covered.height) {
                    ASSERT_EQ(bgr[value], kPad) << x << "," << y;
                }
            }
            // libyuv takes the nearest sample of planes a pixel wide.
            EXPECT_LT(sum / (3.0 * at.covered.width * at.covered.height), at.covered.width > 4 ? 5 : 10);
        }
    }
}

// A frame that was decoded at a quarter stands for the whole picture.
TEST(Letterbox, GoesByTheSizeOfThePicture) {
    JpegDecoder decoder;
    Letterbox letterbox;
    Frame whole;
    Frame half;
    const auto jpeg = test::toJpeg(test::waves(641, 359), TJSAMP_420);
    ASSERT_TRUE(decoder.decode(jpeg, {}, whole));
    ASSERT_TRUE(decoder.decode(jpeg, {200, 100}, half));
    ASSERT_LT(half.width, 400);
    std::vector<std::uint8_t> a(128 * 128 * 3);
    std::vector<std::uint8_t> b(128 * 128 * 3);
    EXPECT_EQ(letterbox.pack(whole, {128, 128}, Fit::Letterbox, kPad, a),
              letterbox.pack(half, {128, 128}, Fit::Letterbox, kPad, b));
    double sum = 0;
    for (std::size_t at = 0; at < a.size(); ++at) {
        sum += std::abs(a[at] - b[at]);
    }
    EXPECT_LT(sum / static_cast<double>(a.size()), 3);
}

}  // namespace
}  // namespace ocellus
