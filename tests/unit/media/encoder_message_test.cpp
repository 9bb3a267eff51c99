// SPDX-License-Identifier: Apache-2.0
#include "media/encoder_message.h"

#include <gtest/gtest.h>

namespace ocellus::media {
namespace {

TEST(EncoderMessage, BothWaysComeBackAsTheyWere) {
    const auto request =
        decodeEncodeRequest(encode(EncodeRequest{PictureFormat::I420, false, true, 640, 480, 460'800}));
    ASSERT_TRUE(request);
    EXPECT_EQ(request->format, PictureFormat::I420);
    EXPECT_FALSE(request->fullRange);
    EXPECT_TRUE(request->key);
    EXPECT_EQ(request->width, 640U);
    EXPECT_EQ(request->bytes, 460'800U);
    const auto reply = decodeEncodeReply(encode(EncodeReply{EncodeReply::Kind::Encoded, true, 99, {}}), 100);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, EncodeReply::Kind::Encoded);
    EXPECT_TRUE(reply->key);
    EXPECT_EQ(reply->bytes, 99U);
}

TEST(EncoderMessage, ARequestMustFitTheMemory) {
    EncodeRequest request{PictureFormat::Jpeg, true, false, 1, 1, kEncoderInput.slotBytes};
    EXPECT_TRUE(decodeEncodeRequest(encode(request)));
    ++request.bytes;
    EXPECT_FALSE(decodeEncodeRequest(encode(request)));
    request.bytes = 0;
    EXPECT_FALSE(decodeEncodeRequest(encode(request)));
    EXPECT_FALSE(decodeEncodeRequest({}));
}

TEST(EncoderMessage, AWorkerIsNotBelieved) {
    using Kind = EncodeReply::Kind;
    const auto read = [](const EncodeReply& reply) {
        return decodeEncodeReply(encode(reply), 100).has_value();
    };
    EXPECT_FALSE(read({Kind::Encoded, true, 101, {}}));  // beyond its memory
    EXPECT_FALSE(read({Kind::Encoded, true, 0, {}}));
    EXPECT_FALSE(read({Kind::Skipped, false, 7, {}}));
    EXPECT_FALSE(read({static_cast<Kind>(9), false, 0, {}}));
    auto words = encode(EncodeReply{});
    words.push_back(0);
    EXPECT_FALSE(decodeEncodeReply(words, 100));
    const auto failed =
        decodeEncodeReply(encode(EncodeReply{Kind::Failed, false, 0, "no\nplug-in \x1b[2J"}), 100);
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->detail, "no?plug-in ?[2J");
}

}  // namespace
}  // namespace ocellus::media
