// SPDX-License-Identifier: Apache-2.0
// The built-in model through the real engine; other models where their files are at hand.
#include "inference/detector_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <thread>

#include "image/jpeg_decoder.h"
#include "inference/suppression.h"

namespace ocellus {
namespace {

ModelCatalogue catalogue() {
    return ModelCatalogue{{OCELLUS_SOURCE_DIR "/models", OCELLUS_SOURCE_DIR "/../shared/models"}};
}

// A grey street scene stands for nothing; only its numbers must come out the same by every way.
Frame waves(int width, int height) {
    Frame frame;
    frame.reshape(width, height);
    frame.pictureWidth = width;
    frame.pictureHeight = height;
    for (int at = 0; at < width * height; ++at) {
        frame.y[static_cast<std::size_t>(at)] =
            static_cast<std::uint8_t>(128 + 100 * std::sin(at % width / 9.0) * std::cos(at / width / 7.0));
    }
    std::ranges::fill(frame.u, 120);
    std::ranges::fill(frame.v, 140);
    return frame;
}

std::vector<Detection> detectWith(DetectorModel& model, const Frame& frame, float least = 0.01F) {
    std::vector<Detection> found;
    auto request = model.makeRequest(model.inputFor({frame.pictureWidth, frame.pictureHeight}));
    EXPECT_TRUE(request);
    EXPECT_TRUE((*request)->detect(frame, least, found));
    return found;
}

TEST(DetectorModel, RunsInEveryPrecisionAndSize) {
    const Frame frame = waves(320, 180);
    for (const Precision precision : {Precision::Fp32, Precision::Bf16, Precision::Int8}) {
        for (const FrameSize input : {FrameSize{416, 256}, {416, 416}, {256, 416}, {640, 384}, {96, 64}}) {
            if (precision != Precision::Int8 && input.width > 96) {
                continue;  // each takes a second to compile; the int8 files are the ones made for one size
            }
            SCOPED_TRACE(std::string{nameOf(precision)} + " " + textOf(input));
            DetectorOptions options;
            options.precision = precision;
            options.input = input;
            const auto model = DetectorModel::load(catalogue(), options);
            ASSERT_TRUE(model) << model.error().text();
            std::vector<Detection> found = detectWith(**model, frame);
            for (const Detection& detection : found) {
                EXPECT_GE(detection.score, 0.01F);
                EXPECT_LE(detection.box.right(), 1.0001);
            }
        }
    }
}

TEST(DetectorModel, PicksTheInputByTheAspectOfThePicture) {
    const auto model = DetectorModel::load(catalogue(), {});
    ASSERT_TRUE(model);
    EXPECT_EQ((*model)->inputFor({1920, 1080}), (FrameSize{416, 256}));
    EXPECT_EQ((*model)->inputFor({2048, 2048}), (FrameSize{416, 416}));
    EXPECT_EQ((*model)->inputFor({640, 480}), (FrameSize{352, 256}));
    (*model)->setDetail(Detail::Fine);
    EXPECT_EQ((*model)->inputFor({1920, 1080}), (FrameSize{640, 384}));
    EXPECT_EQ((*model)->inputFor({640, 480}), (FrameSize{576, 448}));
    EXPECT_EQ((*model)->precision(), processorHasVnni() ? Precision::Int8 : Precision::Fp32);
    EXPECT_NE((*model)->description().find("VNNI"), std::string::npos);
}

TEST(DetectorModel, SaysWhatIsWrong) {
    DetectorOptions options;
    options.model = "ocelus-s";
    EXPECT_NE(DetectorModel::load(catalogue(), options).error().remedy.find("ocellus-s"), std::string::npos);
    options.model = "ocellus-s";
    options.input = FrameSize{417, 256};
    EXPECT_EQ(DetectorModel::load(catalogue(), options).error().kind, Error::Kind::BadInput);
    options = {.model = "yolox-nano", .input = {}, .precision = Precision::Int8, .threads = 1};
    EXPECT_EQ(DetectorModel::load(catalogue(), options).error().kind, Error::Kind::BadInput);
}

// One compiled model for all threads: what each finds is what one alone finds.
TEST(DetectorModel, ThreadsDoNotDisturbEachOther) {
    DetectorOptions options;
    options.threads = 3;
    const auto model = DetectorModel::load(catalogue(), options);
    ASSERT_TRUE(model);
    std::array<std::vector<Detection>, 3> alone;
    std::array<std::vector<Detection>, 3> together;
    for (std::size_t at = 0; at < alone.size(); ++at) {
        alone[at] = detectWith(**model, waves(320 + 40 * static_cast<int>(at), 200));
    }
    std::vector<std::thread> threads;
    for (std::size_t at = 0; at < together.size(); ++at) {
        threads.emplace_back([&, at] {
            for (int run = 0; run < 5; ++run) {
                together[at] = detectWith(**model, waves(320 + 40 * static_cast<int>(at), 200));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    for (std::size_t at = 0; at < alone.size(); ++at) {
        ASSERT_EQ(alone[at].size(), together[at].size());
        for (std::size_t each = 0; each < alone[at].size(); ++each) {
            EXPECT_EQ(alone[at][each].box, together[at][each].box);
            EXPECT_EQ(alone[at][each].score, together[at][each].score);
        }
    }
}

class KnownModel : public testing::TestWithParam<const char*> {};

// A room seen from its ceiling, 2048x2048, seven people: each model finds some of them.
TEST_P(KnownModel, FindsPeople) {
    std::ifstream in(OCELLUS_SOURCE_DIR "/../shared/media/fisheye/ceiling-room-01.jpg", std::ios::binary);
    if (!in) {
        GTEST_SKIP() << "the reference pictures are not here";
    }
    const std::vector<std::uint8_t> jpeg{std::istreambuf_iterator<char>(in), {}};
    DetectorOptions options;
    options.model = GetParam();
    const auto model = DetectorModel::load(catalogue(), options);
    if (!model && model.error().kind == Error::Kind::NotFound) {
        GTEST_SKIP() << model.error().message;
    }
    ASSERT_TRUE(model) << model.error().text();
    JpegDecoder decoder;
    Frame frame;
    ASSERT_TRUE(decoder.decode(jpeg, {512, 512}, frame));
    const auto found = detectWith(**model, frame, 0.15F);
    const auto people =
        std::ranges::count_if(found, [](const Detection& each) { return each.object <= ObjectClass::Face; });
    EXPECT_GE(people, 1);
    EXPECT_LE(people, 60);
}

INSTANTIATE_TEST_SUITE_P(Each, KnownModel,
                         testing::Values("ocellus-s", "ocellus-n", "yolox-nano", "nanodet-plus", "pvb-2000",
                                         "pvb-2001", "pvb-2002"));

// YuNet finds its faces on a picture of people who look at the camera, which is not at hand: it must run.
TEST(DetectorModel, YunetRuns) {
    DetectorOptions options;
    options.model = "yunet-640";
    const auto model = DetectorModel::load(catalogue(), options);
    if (!model && model.error().kind == Error::Kind::NotFound) {
        GTEST_SKIP() << model.error().message;
    }
    ASSERT_TRUE(model) << model.error().text();
    for (const Detection& each : detectWith(**model, waves(640, 360))) {
        EXPECT_EQ(each.object, ObjectClass::Face);
    }
}

}  // namespace
}  // namespace ocellus
