// SPDX-License-Identifier: Apache-2.0
#include "rtp/jpeg.h"

#include <gtest/gtest.h>

#include "rtp/metadata.h"
#include "unit/image/jpeg_pictures.h"

namespace ocellus::rtp {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::string obstacleOf(const Bytes& jpeg) {
    const auto read = readRtpJpeg(jpeg);
    return read ? "" : std::string(read.error());
}

Bytes picture(int sampling, int width = 160, int height = 120, int flags = 0, const char* restart = nullptr) {
    return test::toJpeg(test::waves(width, height), sampling, flags, restart);
}

// Where the first segment of that marker begins.
std::size_t find(const Bytes& jpeg, std::uint8_t marker) {
    std::size_t at = 2;
    while (jpeg.at(at + 1) != marker) {
        at += 2 + static_cast<std::size_t>(jpeg[at + 2] << 8 | jpeg[at + 3]);
    }
    return at;
}

TEST(RtpJpeg, WhatItCanCarryIsReadWithItsTables) {
    const Bytes jpeg = picture(TJSAMP_420);
    const auto read = readRtpJpeg(jpeg);
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(read->type, 1);
    EXPECT_EQ(read->width, 20);
    EXPECT_EQ(read->height, 15);
    EXPECT_EQ(read->restartEvery, 0);
    const std::size_t tables = find(jpeg, 0xdb);
    EXPECT_TRUE(std::equal(read->quantisation.begin(), read->quantisation.begin() + 64,
                           jpeg.begin() + static_cast<std::ptrdiff_t>(tables) + 5));
    // The scan lies between its header and the end of the picture.
    EXPECT_EQ(read->scan.data() + read->scan.size() + 2, jpeg.data() + jpeg.size());
    EXPECT_EQ(read->scan.data(), jpeg.data() + find(jpeg, 0xda) + 14);
    EXPECT_EQ(readRtpJpeg(picture(TJSAMP_422))->type, 0);
}

TEST(RtpJpeg, WhatItCannotCarryIsNamed) {
    EXPECT_NE(obstacleOf(picture(TJSAMP_444)).find("sampled"), std::string::npos);
    EXPECT_NE(obstacleOf(picture(TJSAMP_GRAY)).find("colour"), std::string::npos);
    EXPECT_NE(obstacleOf(picture(TJSAMP_420, 160, 120, TJFLAG_PROGRESSIVE)).find("progressive"),
              std::string::npos);
    EXPECT_NE(obstacleOf(picture(TJSAMP_420, 2048, 16)).find("2040"), std::string::npos);
    EXPECT_EQ(obstacleOf(picture(TJSAMP_420, 2040, 16)), "");
    Bytes truncated = picture(TJSAMP_420);
    truncated.resize(truncated.size() / 2);
    EXPECT_NE(obstacleOf(truncated).find("whole"), std::string::npos);
}

TEST(RtpJpeg, OtherHuffmanTablesThanTheStandardOnesAreSeen) {
    Bytes jpeg = picture(TJSAMP_420);
    // Two codes of one length change places: still a table, no longer the standard's.
    const std::size_t table = find(jpeg, 0xc4) + 4 + 1 + 16;
    std::swap(jpeg.at(table + 1), jpeg.at(table + 2));
    EXPECT_NE(obstacleOf(jpeg).find("Huffman"), std::string::npos);
}

TEST(RtpJpeg, APictureWithoutHuffmanTablesMeansTheStandardOnes) {
    Bytes jpeg = picture(TJSAMP_420);
    for (std::size_t at = 2; jpeg[at + 1] != 0xda;) {
        const std::size_t length = 2 + static_cast<std::size_t>(jpeg[at + 2] << 8 | jpeg[at + 3]);
        if (jpeg[at + 1] == 0xc4) {
            jpeg.erase(jpeg.begin() + static_cast<std::ptrdiff_t>(at),
                       jpeg.begin() + static_cast<std::ptrdiff_t>(at + length));
        } else {
            at += length;
        }
    }
    EXPECT_EQ(obstacleOf(jpeg), "");
}

TEST(RtpJpeg, PayloadsHoldTheWholeScanAndTheTablesOnce) {
    for (const char* restart : {static_cast<const char*>(nullptr), "4B"}) {
        const Bytes jpeg = picture(TJSAMP_420, 320, 240, 0, restart);
        const auto read = readRtpJpeg(jpeg);
        ASSERT_TRUE(read);
        EXPECT_EQ(read->restartEvery, restart == nullptr ? 0 : 4);
        const Payloads payloads = packetizeJpeg(*read, 500);
        ASSERT_GT(payloads.size(), 2U);
        Bytes scan;
        for (std::size_t i = 0; i < payloads.size(); ++i) {
            const auto payload = payloads.at(i);
            EXPECT_LE(payload.size(), 500U);
            const std::size_t offset =
                static_cast<std::size_t>(payload[1] << 16 | payload[2] << 8 | payload[3]);
            EXPECT_EQ(offset, scan.size());
            EXPECT_EQ(payload[4], restart == nullptr ? 1 : 65);
            EXPECT_EQ(payload[5], 255);
            const std::size_t head = 8 + (restart == nullptr ? 0 : 4) + (i == 0 ? 4 + 128 : 0);
            scan.insert(scan.end(), payload.begin() + static_cast<std::ptrdiff_t>(head), payload.end());
        }
        EXPECT_EQ(scan, Bytes(read->scan.begin(), read->scan.end()));
    }
}

TEST(RtpMetadata, ADocumentIsCutAndGivenBackWhole) {
    const std::string document(2500, 'x');
    const Payloads payloads = packetizeMetadata(document, 1000);
    ASSERT_EQ(payloads.size(), 3U);
    EXPECT_EQ(payloads.at(2).size(), 500U);
    EXPECT_EQ(payloads.bytes(), document.size());
    EXPECT_EQ(packetizeMetadata("").size(), 0U);
}

}  // namespace
}  // namespace ocellus::rtp
