// SPDX-License-Identifier: Apache-2.0
// Every quirk of the simulated camera against the source that pulls from real ones: the two were written
// apart from each other, so each checks the other (RELAY-01, RELAY-02).
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <vector>

#include "image/jpeg_encoder.h"
#include "ingest/http_source.h"
#include "simulator/simulator.h"
#include "support/clip_maker.h"
#include "support/source_recorder.h"

namespace ocellus {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// What a quirk may cost.
enum class Cost {
    Nothing,   // all pictures come
    Pictures,  // some come, others are counted as broken
    Stream,    // some come, then the stream ends with a reason and is begun again
    All,       // none comes, and a reason or a count of errors says why
};

Cost costOf(Quirk quirk) {
    switch (quirk) {
        case Quirk::Truncated:
        case Quirk::Corrupt:
            return Cost::Pictures;
        case Quirk::Hang:
        case Quirk::Close:
        case Quirk::Reset:
            return Cost::Stream;
        case Quirk::SlowDrip:
        case Quirk::RedirectLoop:
        case Quirk::EndlessHead:
        case Quirk::EndlessPart:
        case Quirk::HugeLength:
        case Quirk::Garbage:
        case Quirk::HugePicture:
        case Quirk::ManyScans:
            return Cost::All;
        default:
            return Cost::Nothing;
    }
}

class QuirkTest : public testing::TestWithParam<QuirkName> {
protected:
    QuirkTest() {
        JpegEncoder encoder;
        for (int number = 0; number < 4; ++number) {
            Frame frame;
            frame.reshape(320, 240);
            for (std::size_t index = 0; index < frame.y.size(); ++index) {
                frame.y[index] = static_cast<std::uint8_t>(index * static_cast<std::size_t>(number + 3));
            }
            frame.u.assign(frame.u.size(), 120);
            frame.v.assign(frame.v.size(), 130);
            std::vector<std::uint8_t> jpeg;
            EXPECT_TRUE(encoder.encode(frame, 80, jpeg));
            std::ofstream{folder_.path() / (std::to_string(number) + ".jpg"), std::ios::binary}.write(
                reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
        }
    }

    std::unique_ptr<Simulator> startCamera() {
        SimulatorSettings settings;
        settings.clip = folder_.path().string();
        settings.picturesPerSecond = 20;
        settings.quirk = GetParam().quirk;
        auto camera = Simulator::start(std::move(settings), clock_);
        EXPECT_TRUE(camera) << camera.error().text();
        return *std::move(camera);
    }

    std::unique_ptr<Source> openSource(const Simulator& camera) {
        SourceSettings settings;
        settings.cameraId = "test";
        settings.url =
            "http://127.0.0.1:" + std::to_string(camera.port()) + "/cgi-bin/mjpeg?stream=1&frame=20";
        settings.username = "admin";
        settings.password = Secret{"ocellus"};
        HttpSourceTimes times;
        times.stall = milliseconds{1200};  // longer than the rest between bursts
        times.picture = milliseconds{1500};
        times.backOff = {milliseconds{20}, milliseconds{20}, milliseconds{50}};
        auto source = makeHttpSource(context_, clock_, std::move(settings), listener_, times);
        EXPECT_TRUE(source);
        (*source)->start();
        return *std::move(source);
    }

    bool runUntil(const std::function<bool()>& so) { return test::runUntil(context_, so, seconds{10}); }

    test::TemporaryFolder folder_;
    SystemClock clock_;
    boost::asio::io_context context_{1};
    test::SourceRecorder listener_;
};

TEST_P(QuirkTest, CostsNoMoreThanItMust) {
    const auto camera = startCamera();
    const auto source = openSource(*camera);
    const auto errors = [&] { return !source->statistics().pictureErrors.empty(); };
    switch (costOf(GetParam().quirk)) {
        case Cost::Nothing:
            EXPECT_TRUE(runUntil([&] { return listener_.pictures.size() >= 6; })) << listener_.reason();
            EXPECT_EQ(source->statistics().reconnects, 0U) << listener_.reason();
            EXPECT_FALSE(errors());
            break;
        case Cost::Pictures:
            EXPECT_TRUE(runUntil([&] { return listener_.pictures.size() >= 4 && errors(); }))
                << listener_.reason();
            EXPECT_EQ(source->statistics().reconnects, 0U) << listener_.reason();
            break;
        case Cost::Stream:
            EXPECT_TRUE(runUntil([&] {
                return !listener_.reason().empty() && source->statistics().received >= 6;
            })) << listener_.reason();
            EXPECT_GE(source->statistics().reconnects, 1U);
            break;
        case Cost::All:
            EXPECT_TRUE(runUntil([&] { return !listener_.reason().empty() || errors(); }));
            EXPECT_TRUE(listener_.pictures.empty());
            break;
    }
    for (const PicturePtr& picture : listener_.pictures) {
        EXPECT_EQ(picture->width, 320);
        EXPECT_EQ(picture->height, 240);
    }
}

INSTANTIATE_TEST_SUITE_P(Quirks, QuirkTest, testing::ValuesIn(allQuirks().begin(), allQuirks().end()),
                         [](const auto& named) {
                             std::string name{named.param.name};
                             std::erase(name, '-');
                             return name;
                         });

}  // namespace
}  // namespace ocellus
