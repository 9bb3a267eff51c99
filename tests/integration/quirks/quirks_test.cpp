// SPDX-License-Identifier: Apache-2.0
// The source against the simulated camera, which was written apart from it: every way in which real cameras
// depart from the standards (interfaces 6.2) still gives pictures that decode, or a reason in words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "image/jpeg_decoder.h"
#include "image/jpeg_encoder.h"
#include "ingest/http_source.h"
#include "simulator/simulator.h"
#include "support/clip_maker.h"
#include "support/source_recorder.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// Three noisy pictures of about 20 KB, which is more than one read.
const test::TemporaryFolder& clip() {
    static const test::TemporaryFolder folder;
    static const bool filled = [] {
        std::minstd_rand random(3);
        JpegEncoder encoder;
        for (int number = 0; number < 3; ++number) {
            Frame frame;
            frame.reshape(320, 240);
            std::generate(frame.y.begin(), frame.y.end(),
                          [&] { return static_cast<std::uint8_t>(random() >> 9); });
            frame.u.assign(frame.u.size(), 128);
            frame.v.assign(frame.v.size(), 128);
            std::vector<std::uint8_t> jpeg;
            EXPECT_TRUE(encoder.encode(frame, 50, jpeg));
            std::ofstream{folder.path() / (std::to_string(number) + ".jpg"), std::ios::binary}.write(
                reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
        }
        return true;
    }();
    EXPECT_TRUE(filled);
    return folder;
}

class AgainstSimulator : public testing::TestWithParam<QuirkName> {
protected:
    void start(Quirk quirk, SourceMode mode = SourceMode::Mjpeg) {
        SimulatorSettings settings;
        settings.clip = clip().path();
        settings.picturesPerSecond = 50;
        settings.auth = needsDigest(quirk) ? CameraAuth::Digest : CameraAuth::None;
        settings.quirk = quirk;
        auto simulator = Simulator::start(settings, clock_);
        ASSERT_TRUE(simulator) << simulator.error().text();
        simulator_ = *std::move(simulator);
        SourceSettings source;
        source.url = "http://127.0.0.1:" + std::to_string(simulator_->port()) +
                     (mode == SourceMode::Mjpeg ? "/cgi-bin/mjpeg?stream=1" : "/cgi-bin/camera?stream=1");
        source.mode = mode;
        source.username = "admin";
        source.password = Secret{"ocellus"};
        HttpSourceTimes times;
        times.stall = stall_;
        times.picture = std::max<Duration>(900ms, stall_);
        times.backOff = {.afterWorking = 20ms, .first = 20ms, .most = 100ms};
        source_ = *makeHttpSource(context_, clock_, source, recorder_, times);
        source_->start();
    }

    bool picturesCome(std::size_t count) {
        return test::runUntil(
            context_, [&] { return recorder_.pictures.size() >= count; }, 10s);
    }

    bool goesDown() {
        return test::runUntil(
            context_, [&] { return !recorder_.reason().empty(); }, 10s);
    }

    void expectDecodable() {
        JpegDecoder decoder;
        Frame frame;
        for (const PicturePtr& picture : recorder_.pictures) {
            EXPECT_TRUE(decoder.decode(picture->bytes.view(), {}, frame));
            EXPECT_EQ(picture->width, 320);
            EXPECT_EQ(picture->height, 240);
        }
    }

    Duration stall_ = 400ms;
    SystemClock clock_;
    boost::asio::io_context context_;
    test::SourceRecorder recorder_;
    std::unique_ptr<Simulator> simulator_;
    std::unique_ptr<Source> source_;
};

std::string nameOf(const testing::TestParamInfo<QuirkName>& info) {
    std::string name(info.param.name);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::vector<QuirkName> quirks(const std::vector<Quirk>& except, bool inverse = false) {
    std::vector<QuirkName> chosen;
    for (const QuirkName& known : allQuirks()) {
        const bool listed = std::find(except.begin(), except.end(), known.quirk) != except.end();
        if (listed == inverse) {
            chosen.push_back(known);
        }
    }
    return chosen;
}

const std::vector<Quirk> kBroken{
    Quirk::Truncated,   Quirk::Corrupt,    Quirk::HugePicture,  Quirk::ManyScans,    Quirk::Hang,
    Quirk::Close,       Quirk::Reset,      Quirk::SlowDrip,     Quirk::RedirectLoop, Quirk::EndlessHead,
    Quirk::EndlessPart, Quirk::HugeLength, Quirk::ZeroBoundary, Quirk::Garbage};

class SoundQuirks : public AgainstSimulator {};

TEST_P(SoundQuirks, GivePicturesThatDecodeAndNoError) {
    stall_ = 3s;  // bursts come a second apart
    start(GetParam().quirk);
    ASSERT_TRUE(picturesCome(6)) << recorder_.reason();
    expectDecodable();
    EXPECT_THAT(source_->statistics().pictureErrors, testing::IsEmpty());
    EXPECT_EQ(source_->statistics().reconnects, 0u);
}

INSTANTIATE_TEST_SUITE_P(Simulator, SoundQuirks, testing::ValuesIn(quirks(kBroken)), nameOf);

class HostileQuirks : public AgainstSimulator {};

TEST_P(HostileQuirks, GiveAReasonAndARemedyOrPictures) {
    start(GetParam().quirk);
    const bool ended = test::runUntil(
        context_, [&] { return !recorder_.reason().empty() || recorder_.pictures.size() >= 6; }, 10s);
    ASSERT_TRUE(ended);
    if (recorder_.pictures.size() < 6) {
        const SourceState& last = recorder_.states.back();
        const auto reason =
            last.reason ? last.reason : recorder_.states.at(recorder_.states.size() - 2).reason;
        ASSERT_TRUE(reason);
        EXPECT_FALSE(reason->remedy.empty()) << reason->message;
    }
}

INSTANTIATE_TEST_SUITE_P(Simulator, HostileQuirks, testing::ValuesIn(quirks(kBroken, true)), nameOf);

class BrokenPictures : public AgainstSimulator {};

TEST_F(BrokenPictures, AreCountedAndTheOthersCome) {
    start(Quirk::Truncated);
    ASSERT_TRUE(picturesCome(4)) << recorder_.reason();
    expectDecodable();
    EXPECT_GE(source_->statistics().pictureErrors["truncated"], 2u);
}

TEST_F(BrokenPictures, AHugeOneIsNeverDecoded) {
    start(Quirk::HugePicture);
    ASSERT_TRUE(goesDown());
    EXPECT_TRUE(recorder_.pictures.empty());
    EXPECT_GE(source_->statistics().pictureErrors["too-many-pixels"], 1u);
}

TEST_F(BrokenPictures, AThousandScansAreNeverDecoded) {
    start(Quirk::ManyScans);
    ASSERT_TRUE(goesDown());
    EXPECT_TRUE(recorder_.pictures.empty());
    EXPECT_GE(source_->statistics().pictureErrors["too-many-scans"], 1u);
}

TEST_F(BrokenPictures, AStreamThatBreaksOffComesBack) {
    for (const Quirk quirk : {Quirk::Hang, Quirk::Close, Quirk::Reset}) {
        recorder_ = {};
        start(quirk);
        ASSERT_TRUE(picturesCome(5)) << "the fourth picture breaks: only a second connection gives a fifth";
        EXPECT_GE(source_->statistics().reconnects, 1u);
    }
}

class OneShot : public AgainstSimulator {};

TEST_F(OneShot, SinglePicturesComeBehindDigest) {
    start(Quirk::DigestStale, SourceMode::Jpeg);
    ASSERT_TRUE(picturesCome(4)) << recorder_.reason();
    expectDecodable();
}

}  // namespace
}  // namespace ocellus
