// SPDX-License-Identifier: Apache-2.0
#include "image/picture_transcoder.h"

#include <gtest/gtest.h>

#include "image/jpeg_quality.h"
#include "support/grey_picture.h"

namespace ocellus {
namespace {

using test::slopeJpeg;
using test::slopePicture;

TEST(PictureTranscoder, LeavesAJpegAsItIs) {
    const PicturePtr jpeg = slopeJpeg(64, 48);
    EXPECT_EQ(PictureTranscoder{}.toJpeg(jpeg).value(), jpeg);
}

TEST(PictureTranscoder, MakesAJpegOfVideoThatKeepsItsPlaceInTheStream) {
    const PicturePtr video = slopePicture(65, 47, 9);
    const PicturePtr jpeg = PictureTranscoder{}.toJpeg(video).value();
    EXPECT_EQ(jpeg->format, PictureFormat::Jpeg);
    EXPECT_EQ(jpeg->sequence, 9U);
    EXPECT_EQ(JpegDecoder{}.readSize(jpeg->bytes.view()).value(), (FrameSize{65, 47}));
}

TEST(PictureTranscoder, KeepsTheShapeWithinASize) {
    EXPECT_EQ(sizeWithin({1920, 1080}, {640, 480}), (FrameSize{640, 360}));
    EXPECT_EQ(sizeWithin({1920, 1080}, {}), (FrameSize{1920, 1080}));
    EXPECT_EQ(sizeWithin({641, 361}, {1280, 720}), (FrameSize{641, 361})) << "never larger than it is";
    EXPECT_EQ(sizeWithin({1280, 960}, {16, 16}), (FrameSize{16, 12}));
    EXPECT_EQ(sizeWithin({4000, 20}, {16, 16}), (FrameSize{16, 2}));
    PictureTranscoder encoder;
    for (const PicturePtr& picture : {slopeJpeg(640, 360), slopePicture(640, 360)}) {
        const PicturePtr small = encoder.render(*picture, {200, 200}, 70).value();
        EXPECT_EQ(JpegDecoder{}.readSize(small->bytes.view()).value(), (FrameSize{200, 112}));
        EXPECT_EQ(small->width, 200);
        EXPECT_NEAR(estimateJpegQuality(small->bytes.view()).value(), 70, 2);
    }
}

TEST(PictureTranscoder, RefusesWhatCannotBeDecoded) {
    auto broken = std::make_shared<Picture>(*slopeJpeg(64, 48));
    broken->bytes.size /= 2;
    EXPECT_FALSE(PictureTranscoder{}.render(*broken, {32, 32}, 70));
}

}  // namespace
}  // namespace ocellus
