// SPDX-License-Identifier: Apache-2.0
#include "media/worker_message.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "media/job.h"

namespace ocellus::media {
namespace {

constexpr RingShape kShape{3, i420Bytes(64, 64)};

PictureReady wholePicture() {
    PictureReady picture;
    picture.slot = 2;
    picture.width = 64;
    picture.height = 48;
    picture.bytes = i420Bytes(64, 48);
    picture.time = Duration{1234};
    picture.captured = Instant{Duration{99}};
    picture.sent = WallTime{Duration{77}};
    return picture;
}

TEST(WorkerMessage, PictureComesOutAsItWentIn) {
    const auto decoded = decodeMessage(encode(wholePicture()), kShape);
    ASSERT_TRUE(decoded) << decoded.error().text();
    const auto& picture = std::get<PictureReady>(*decoded);
    EXPECT_EQ(picture.slot, 2U);
    EXPECT_EQ(picture.width, 64U);
    EXPECT_EQ(picture.height, 48U);
    EXPECT_EQ(picture.time, Duration{1234});
    EXPECT_EQ(picture.captured, Instant{Duration{99}});
    EXPECT_EQ(picture.sent, WallTime{Duration{77}});
}

TEST(WorkerMessage, RefusesPicturesThatDoNotFitTheirSlot) {
    const std::vector<std::pair<const char*, std::function<void(PictureReady&)>>> lies{
        {"slot beyond the last", [](auto& p) { p.slot = 3; }},
        {"slot far beyond", [](auto& p) { p.slot = 0xffffffff; }},
        {"more bytes than the slot",
         [](auto& p) { p.format = PictureFormat::Jpeg, p.bytes = kShape.slotBytes + 1; }},
        {"all the bytes there are", [](auto& p) { p.format = PictureFormat::Jpeg, p.bytes = ~0ULL; }},
        {"no bytes", [](auto& p) { p.format = PictureFormat::Jpeg, p.bytes = 0; }},
        {"bytes that are not width times height", [](auto& p) { p.bytes -= 1; }},
        {"no width", [](auto& p) { p.width = 0; }},
        {"sides whose product wraps", [](auto& p) { p.width = p.height = 0x80000000; }},
        {"more than 64 megapixels",
         [](auto& p) { p.format = PictureFormat::Jpeg, p.width = p.height = 65'000; }},
        {"unknown format", [](auto& p) { p.format = static_cast<PictureFormat>(9); }},
        {"time before the first picture", [](auto& p) { p.time = Duration{-5}; }},
        {"time of another age", [](auto& p) { p.time = Duration{INT64_MAX}; }},
        {"wall time of another age", [](auto& p) { p.sent = WallTime{Duration{INT64_MAX}}; }},
    };
    for (const auto& [name, lie] : lies) {
        PictureReady picture = wholePicture();
        lie(picture);
        EXPECT_FALSE(decodeMessage(encode(picture), kShape)) << name;
    }
}

TEST(WorkerMessage, RefusesMessagesCutShortOrTooLong) {
    auto bytes = encode(wholePicture());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_FALSE(decodeMessage(std::span{bytes}.first(length), kShape)) << length;
    }
    bytes.push_back(0);
    EXPECT_FALSE(decodeMessage(bytes, kShape));
}

TEST(WorkerMessage, WordsOfAWorkerCannotWriteIntoATerminal) {
    const auto decoded =
        decodeMessage(encode(WorkerFailure{WorkerFailure::Kind::Other, "a\x1b[2J\nb\xff"}), kShape);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(std::get<WorkerFailure>(*decoded).detail, "a?[2J?b?");
}

TEST(WorkerMessage, LongWordsAreCut) {
    const auto decoded =
        decodeMessage(encode(WorkerFailure{WorkerFailure::Kind::Other, std::string(5000, 'x')}), kShape);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(std::get<WorkerFailure>(*decoded).detail.size(), 300U);
}

TEST(WorkerMessage, CertificateMustBeAHash) {
    EXPECT_TRUE(decodeMessage(encode(Certificate{std::string(64, 'a')}), kShape));
    EXPECT_FALSE(decodeMessage(encode(Certificate{std::string(63, 'a')}), kShape));
    EXPECT_FALSE(decodeMessage(encode(Certificate{std::string(64, 'Z')}), kShape));
}

// Whatever comes, what is accepted keeps the bounds that the reader of the shared memory relies on.
TEST(WorkerMessage, NoiseNeverLeavesTheBounds) {
    std::mt19937 random{7};
    const auto good = encode(wholePicture());
    for (int round = 0; round < 200'000; ++round) {
        auto bytes = good;
        for (int change = 0; change < 3; ++change) {
            bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        }
        const auto decoded = decodeMessage(bytes, kShape);
        if (!decoded) {
            continue;
        }
        if (const auto* picture = std::get_if<PictureReady>(&*decoded)) {
            ASSERT_LT(picture->slot, kShape.slots);
            ASSERT_LE(picture->bytes, kShape.slotBytes);
            ASSERT_LE(std::uint64_t{picture->width} * picture->height, kMaximumVideoPixels);
            if (picture->format == PictureFormat::I420) {
                ASSERT_EQ(picture->bytes, i420Bytes(picture->width, picture->height));
            }
        }
    }
}

TEST(Job, ComesOutAsItWentInAndCutShortIsRefused) {
    Job job;
    job.kind = Job::Kind::Rtsp;
    job.url = "rtsp://10.0.0.1/a";
    job.username = "u";
    job.password = Secret{"p\"w"};
    job.trust = Job::Trust::Pin;
    job.pin = "ab";
    job.picturesPerSecond = 2.5;
    const auto bytes = encode(job);
    const auto decoded = decodeJob(bytes);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->url, job.url);
    EXPECT_EQ(decoded->password.reveal(), "p\"w");
    EXPECT_EQ(decoded->trust, Job::Trust::Pin);
    EXPECT_EQ(decoded->picturesPerSecond, 2.5);
    EXPECT_FALSE(decodeJob(std::span{bytes}.first(bytes.size() - 1)));
}

}  // namespace
}  // namespace ocellus::media
