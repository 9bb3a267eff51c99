// SPDX-License-Identifier: Apache-2.0
// The encoder with the real worker: pictures in, H.264 or JPEG out, whatever becomes of the worker.
#include "restream/picture_encoder.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <functional>

#include "gate/gate.h"
#include "image/jpeg_encoder.h"
#include "image/jpeg_structure.h"

namespace ocellus {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class EncoderTest : public testing::Test {
protected:
    ~EncoderTest() override {
        if (encoder_) {
            encoder_->stop();
        }
        context_.restart();
        context_.run_for(milliseconds{100});  // lets the worker go
    }

    void open(PictureEncoder::Form form, const std::string& worker = {}) {
        PictureEncoder::Terms terms;
        terms.backOff = {milliseconds{20}, milliseconds{20}, milliseconds{100}};
        terms.silence = seconds{2};
        terms.start = seconds{20};
        terms.worker = worker;
        encoder_ = std::make_shared<PictureEncoder>(
            context_, clock_, "gate", form, 5.0,
            [this](const EncodedPicture& picture) { encoded_.push_back(picture); }, terms);
        encoder_->start();
    }

    Publishable picture(int shade, int width = 320, int height = 240) {
        Frame frame;
        frame.reshape(width, height);
        for (std::size_t i = 0; i < frame.y.size(); ++i) {
            frame.y[i] = static_cast<std::uint8_t>(i * 7 + static_cast<std::size_t>(shade));
        }
        std::ranges::fill(frame.u, std::uint8_t{128});
        std::ranges::fill(frame.v, std::uint8_t{128});
        auto bytes = std::make_shared<std::vector<std::uint8_t>>();
        EXPECT_TRUE(JpegEncoder{}.encode(frame, 80, *bytes));
        Picture made;
        made.sequence = ++sequence_;
        made.width = width;
        made.height = height;
        made.captured = clock_.now();
        made.stamp = clock_.wallNow();
        const std::uint8_t* data = bytes->data();
        const std::size_t size = bytes->size();
        made.bytes = {std::shared_ptr<const std::uint8_t>(std::move(bytes), data), size};
        return Gate{}.pass(std::make_shared<const Picture>(std::move(made)));
    }

    bool runUntil(const std::function<bool()>& so) {
        const auto end = std::chrono::steady_clock::now() + seconds{30};
        while (!so() && std::chrono::steady_clock::now() < end) {
            context_.restart();
            context_.run_one_for(milliseconds{50});
        }
        return so();
    }

    // Gives one picture and waits for what comes of it.
    bool encodeOne(int shade, int width = 320, int height = 240) {
        const std::size_t before = encoded_.size();
        encoder_->encode(picture(shade, width, height));
        return runUntil([&] { return encoded_.size() > before; });
    }

    boost::asio::io_context context_{1};
    SystemClock clock_;
    std::shared_ptr<PictureEncoder> encoder_;
    std::vector<EncodedPicture> encoded_;
    std::uint64_t sequence_ = 0;
};

// The type of the first NAL unit that is a picture, and whether a parameter set comes before.
bool beginsASequence(const SharedBytes& bytes) {
    const auto view = bytes.view();
    for (std::size_t i = 0; i + 3 < view.size(); ++i) {
        if (view[i] == 0 && view[i + 1] == 0 && view[i + 2] == 1) {
            return (view[i + 3] & 0x1fU) == 7;
        }
    }
    return false;
}

TEST_F(EncoderTest, TheFirstPictureIsAKeyAndSoIsOneThatIsAskedFor) {
    open(PictureEncoder::Form::H264);
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(encodeOne(i));
    }
    EXPECT_TRUE(encoded_[0].key);
    EXPECT_TRUE(beginsASequence(encoded_[0].bytes));
    EXPECT_FALSE(encoded_[2].key);
    EXPECT_FALSE(beginsASequence(encoded_[2].bytes));
    encoder_->requestKey();
    ASSERT_TRUE(encodeOne(9));
    EXPECT_TRUE(encoded_.back().key);
    EXPECT_TRUE(beginsASequence(encoded_.back().bytes));
}

TEST_F(EncoderTest, AnotherSizeBeginsAnotherSequence) {
    open(PictureEncoder::Form::H264);
    ASSERT_TRUE(encodeOne(1));
    ASSERT_TRUE(encodeOne(2));
    ASSERT_TRUE(encodeOne(3, 641, 361));  // odd: cut to even
    EXPECT_TRUE(encoded_.back().key);
    EXPECT_TRUE(beginsASequence(encoded_.back().bytes));
}

TEST_F(EncoderTest, JpegComesOutSmallEnoughForRtp) {
    open(PictureEncoder::Form::Jpeg);
    ASSERT_TRUE(encodeOne(1, 2560, 64));
    const auto info = inspectJpeg(encoded_.back().bytes.view());
    ASSERT_TRUE(info);
    EXPECT_EQ(info->width, 1280);
    EXPECT_FALSE(info->progressive);
}

TEST_F(EncoderTest, ADamagedPictureCostsNothingButItself) {
    open(PictureEncoder::Form::H264);
    ASSERT_TRUE(encodeOne(1));
    const auto good = picture(2);
    Picture broken = *good.picture();
    broken.bytes.size /= 2;
    const auto skipped = encoder_->state().skipped;
    encoder_->encode(Gate{}.pass(std::make_shared<const Picture>(broken)));
    ASSERT_TRUE(runUntil([&] { return encoder_->state().skipped > skipped; }));
    ASSERT_TRUE(encodeOne(3));
    EXPECT_EQ(encoder_->state().starts, 1U);
}

TEST_F(EncoderTest, AKilledWorkerIsReplacedAndBeginsWithAKey) {
    open(PictureEncoder::Form::H264);
    ASSERT_TRUE(encodeOne(1));
    ASSERT_TRUE(encodeOne(2));
    ASSERT_GT(encoder_->state().process, 0);
    ASSERT_EQ(::kill(encoder_->state().process, SIGKILL), 0);
    ASSERT_TRUE(runUntil([&] { return encoder_->state().starts == 2 && !encoder_->state().reason; }));
    ASSERT_TRUE(encodeOne(3));
    EXPECT_TRUE(encoded_.back().key);
}

TEST_F(EncoderTest, AStoppedWorkerIsKilledAndReplaced) {
    open(PictureEncoder::Form::H264);
    ASSERT_TRUE(encodeOne(1));
    ASSERT_EQ(::kill(encoder_->state().process, SIGSTOP), 0);
    encoder_->encode(picture(2));
    ASSERT_TRUE(runUntil([&] { return encoder_->state().reason.has_value(); }));
    EXPECT_EQ(encoder_->state().reason->kind, Error::Kind::Timeout);
    ASSERT_TRUE(runUntil([&] { return encoder_->state().starts == 2 && !encoder_->state().reason; }));
    ASSERT_TRUE(encodeOne(3));
}

TEST_F(EncoderTest, AProgramThatIsNoEncoderIsGivenUpAndTriedAgain) {
    open(PictureEncoder::Form::H264, OCELLUS_FAKE_WORKER);
    ASSERT_TRUE(runUntil([&] { return encoder_->state().starts >= 2; }));
    ASSERT_TRUE(encoder_->state().reason);
    EXPECT_TRUE(encoded_.empty());
}

TEST_F(EncoderTest, WithoutAWorkerItSaysSoAndTriesAgain) {
    open(PictureEncoder::Form::H264, "/nowhere/ocellus-media-worker");
    ASSERT_TRUE(runUntil([&] { return encoder_->state().reason.has_value(); }));
    EXPECT_NE(encoder_->state().reason->text().find("could not be started"), std::string::npos);
}

}  // namespace
}  // namespace ocellus
