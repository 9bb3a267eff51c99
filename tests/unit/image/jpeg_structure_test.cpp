// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_structure.h"

#include <gtest/gtest.h>

#include <optional>

#include "support/synthetic_jpeg.h"

namespace ocellus {
namespace {

using test::make;
using test::segment;
using test::SyntheticJpeg;

std::span<const std::uint8_t> bytes(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::optional<JpegFault> faultOf(const std::string& jpeg) {
    const auto info = inspectJpeg(bytes(jpeg));
    return info ? std::nullopt : std::optional(info.error());
}

TEST(JpegStructure, ReadsSizeComponentsAndTables) {
    const auto info = inspectJpeg(bytes(make({.width = 1920, .height = 1080})));
    ASSERT_TRUE(info);
    EXPECT_EQ(info->width, 1920);
    EXPECT_EQ(info->height, 1080);
    EXPECT_EQ(info->components, 3);
    EXPECT_EQ(info->scans, 1);
    EXPECT_TRUE(info->huffmanTables);
    EXPECT_FALSE(info->progressive);
    EXPECT_FALSE(inspectJpeg(bytes(make({.huffmanTables = false})))->huffmanTables);
    EXPECT_TRUE(inspectJpeg(bytes(make({.scans = 5, .frame = 0xc2})))->progressive);
    EXPECT_EQ(inspectJpeg(bytes(make({.components = 1})))->components, 1);
}

// interfaces 6.2: EXIF thumbnails, restart markers, SOI and EOI split across reads.
TEST(JpegStructure, FindsTheEndHoweverTheBytesArrive) {
    for (const SyntheticJpeg& wish :
         {SyntheticJpeg{}, SyntheticJpeg{.thumbnail = true}, SyntheticJpeg{.restarts = true},
          SyntheticJpeg{.scans = 3, .frame = 0xc2}}) {
        const std::string jpeg = make(wish);
        const std::string stream = jpeg + "\r\n--next";
        for (const std::size_t step : {1, 2, 3, 7, 100, 100'000}) {
            JpegStructure structure;
            std::size_t taken = 0;
            for (std::size_t at = 0; at < stream.size(); at += step) {
                taken += structure.feed(bytes(stream).subspan(at, std::min(step, stream.size() - at)));
            }
            EXPECT_EQ(structure.state(), JpegStructure::State::Complete);
            EXPECT_EQ(taken, jpeg.size());
            EXPECT_EQ(structure.info().size, jpeg.size());
            EXPECT_EQ(jpeg.substr(structure.info().firstScan, 2), "\xff\xda");
        }
    }
}

TEST(JpegStructure, EveryPrefixIsTruncated) {
    const std::string jpeg = make({.dataBytes = 200, .thumbnail = true});
    for (std::size_t n = 0; n < jpeg.size(); ++n) {
        EXPECT_EQ(faultOf(jpeg.substr(0, n)), JpegFault::Truncated) << n;
    }
}

TEST(JpegStructure, SeesWhereTheNextPictureBeginsInACutOne) {
    const std::string cut = make({.seed = 2}).substr(0, 1500);
    const std::string stream = cut + make({.seed = 3});
    JpegStructure structure;
    structure.feed(bytes(stream));
    ASSERT_EQ(structure.state(), JpegStructure::State::Broken);
    EXPECT_EQ(structure.fault(), JpegFault::Truncated);
    EXPECT_EQ(structure.info().size, cut.size());
}

TEST(JpegStructure, RefusesWhatMayNotBeDecoded) {
    EXPECT_EQ(faultOf("GIF89a"), JpegFault::NotJpeg);
    EXPECT_EQ(faultOf(std::string("\xff\xff\xd8", 3)), JpegFault::NotJpeg);
    EXPECT_EQ(faultOf(make({.width = 65500, .height = 65500})), JpegFault::TooManyPixels);
    EXPECT_EQ(faultOf(make({.width = 8000, .height = 8001})), JpegFault::TooManyPixels);
    EXPECT_EQ(faultOf(make({.width = 8000, .height = 8000})), std::nullopt);
    EXPECT_EQ(faultOf(make({.dataBytes = 10, .scans = 100, .frame = 0xc2})), std::nullopt);
    EXPECT_EQ(faultOf(make({.dataBytes = 10, .scans = 101, .frame = 0xc2})), JpegFault::TooManyScans);
    EXPECT_EQ(faultOf(make({.frame = 0xc3})), JpegFault::Unsupported);
    EXPECT_EQ(faultOf(make({.components = 4})), JpegFault::Unsupported);
    EXPECT_EQ(faultOf(make({.height = 0})), JpegFault::Unsupported);
    EXPECT_EQ(faultOf(make({.width = 0})), JpegFault::Corrupt);
    EXPECT_EQ(faultOf("\xff\xd8\xff\xd9"), JpegFault::Corrupt);
    EXPECT_EQ(faultOf("\xff\xd8" + segment(0xda, "x")), JpegFault::Corrupt) << "a scan without a frame";
    EXPECT_EQ(faultOf(std::string("\xff\xd8\xff\xdb\x00\x01", 6)), JpegFault::Corrupt)
        << "a segment of one byte";
    EXPECT_EQ(faultOf("\xff\xd8" + std::string(100, 'x')), JpegFault::Corrupt);
}

TEST(JpegStructure, ToleratesFillAndAFewStrayBytesBetweenSegments) {
    const std::string jpeg = make({});
    EXPECT_EQ(faultOf("\xff\xd8" + std::string(20, '\0') + "\xff\xff\xff" + jpeg.substr(3)), std::nullopt);
}

}  // namespace
}  // namespace ocellus
