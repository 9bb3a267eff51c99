// SPDX-License-Identifier: Apache-2.0
// What happens to cameras in their lives, and what their source makes of it: unplugged, rebooting, another
// password, another address, hanging in the middle of a picture, slow all of a sudden, a thousand reconnects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/http_source.h"
#include "support/one_by_one_server.h"
#include "support/process_gauge.h"
#include "support/source_recorder.h"
#include "support/synthetic_jpeg.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using test::make;
using test::OneByOneServer;
using test::runUntil;
using test::ScriptedPeer;
using test::SourceRecorder;
using testing::HasSubstr;
using Phase = SourceState::Phase;

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n";

std::string part(const std::string& jpeg) {
    return "--b\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(jpeg.size()) + "\r\n\r\n" +
           jpeg + "\r\n";
}

const std::string& picturePart() {
    static const std::string kPart = part(make({}));
    return kPart;
}

void streamFor(ScriptedPeer& peer, int pictures) {
    peer.readRequest();
    peer.send(kHead);
    for (int i = 0; i < pictures && peer.send(picturePart()); ++i) {
        std::this_thread::sleep_for(2ms);
    }
}

void streamOn(ScriptedPeer& peer, int /*connection*/ = 0) {
    streamFor(peer, 1 << 20);
}

class Drill : public testing::Test {
protected:
    std::unique_ptr<Source> start(SourceSettings settings, SourceRecorder& recorder) {
        HttpSourceTimes times;
        times.stall = 250ms;
        times.picture = 600ms;
        times.backOff = {.afterWorking = 10ms, .first = 10ms, .most = 80ms};
        settings.cameraId = "gate";
        auto source = makeHttpSource(context_, clock_, std::move(settings), recorder, times).value();
        source->start();
        return source;
    }

    std::unique_ptr<Source> start(const std::string& url, SourceRecorder& recorder) {
        SourceSettings settings;
        settings.url = url;
        return start(std::move(settings), recorder);
    }

    template <class Condition>
    [[nodiscard]] bool until(Condition condition) {
        return runUntil(context_, condition, 20s);
    }

    [[nodiscard]] bool untilUp(const SourceRecorder& recorder) {
        return until([&] { return recorder.phase() == Phase::Up; });
    }

    [[nodiscard]] bool untilDown(const SourceRecorder& recorder) {
        return until([&] { return recorder.phase() == Phase::Down; });
    }

    SystemClock clock_;
    boost::asio::io_context context_;
};

TEST_F(Drill, ACameraThatIsUnpluggedComesBackByItself) {
    auto camera = std::make_unique<OneByOneServer>(streamOn);
    const std::uint16_t port = camera->port();
    SourceRecorder recorder;
    const auto source = start(camera->url(), recorder);
    ASSERT_TRUE(untilUp(recorder));
    camera.reset();
    ASSERT_TRUE(until([&] { return recorder.reason().find("refuses connections") != std::string::npos; }))
        << recorder.reason();
    const std::size_t before = recorder.pictures.size();
    camera = std::make_unique<OneByOneServer>(streamOn, port);
    ASSERT_TRUE(camera->ready());
    EXPECT_TRUE(until([&] { return recorder.pictures.size() > before + 3; }));
    EXPECT_EQ(recorder.phase(), Phase::Up);
}

TEST_F(Drill, ACableThatIsPulledIsSilenceAndIsNoticed) {
    OneByOneServer camera([](ScriptedPeer& peer, int connection) {
        if (connection == 0) {
            streamFor(peer, 3);
            peer.hang();
        } else {
            streamOn(peer);
        }
    });
    SourceRecorder recorder;
    const auto source = start(camera.url(), recorder);
    ASSERT_TRUE(untilUp(recorder));
    ASSERT_TRUE(untilDown(recorder));
    EXPECT_THAT(recorder.reason(), HasSubstr("has sent nothing for"));
    EXPECT_TRUE(until([&] { return recorder.pictures.size() > 6; }));
}

// First it says that it is busy, then it is gone, then it is back.
TEST_F(Drill, ACameraThatRebootsIsWaitedFor) {
    auto camera = std::make_unique<OneByOneServer>([](ScriptedPeer& peer, int connection) {
        if (connection == 0) {
            streamFor(peer, 5);
            return;
        }
        peer.readRequest();
        peer.answer("503 Service Unavailable", "Retry-After: 30\r\n", "");
    });
    const std::uint16_t port = camera->port();
    SourceRecorder recorder;
    const auto source = start(camera->url(), recorder);
    ASSERT_TRUE(until([&] { return recorder.reason().find("503") != std::string::npos; }));
    camera.reset();
    ASSERT_TRUE(until([&] { return recorder.reason().find("refuses connections") != std::string::npos; }));
    const OneByOneServer back(streamOn, port);
    ASSERT_TRUE(back.ready());
    EXPECT_TRUE(untilUp(recorder));
    EXPECT_EQ(recorder.pictures.back()->sequence, recorder.pictures.size())
        << "no number is lost or given twice";
}

TEST_F(Drill, AnotherPasswordIsSaidAndNotGuessedAt) {
    OneByOneServer camera([](ScriptedPeer& peer, int) {
        const auto knows = [](const std::string& request) {
            return request.find("Authorization: Basic YWRtaW46bmV3\r\n") != std::string::npos;  // admin:new
        };
        std::string request;
        while (!(request = peer.readRequest()).empty()) {
            if (knows(request)) {
                peer.send(kHead);
                while (peer.send(picturePart())) {
                    std::this_thread::sleep_for(2ms);
                }
                return;
            }
            peer.answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"camera\"\r\n", "");
        }
    });
    SourceSettings settings;
    settings.url = camera.url();
    settings.username = "admin";
    settings.password = Secret{"old"};
    SourceRecorder recorder;
    auto source = start(settings, recorder);
    ASSERT_TRUE(untilDown(recorder));
    EXPECT_THAT(recorder.reason(), HasSubstr("refused the password of user admin"));
    EXPECT_THAT(recorder.reason(), testing::Not(HasSubstr("old")));
    // Each wait is the longest one, 40 to 80 ms here: cameras lock accounts that are tried too often.
    const int before = camera.connections();
    runUntil(
        context_, [] { return false; }, 400ms);
    EXPECT_LE(camera.connections() - before, 11);
    settings.password = Secret{"new"};
    SourceRecorder mended;
    source = start(settings, mended);
    EXPECT_TRUE(untilUp(mended));
}

TEST_F(Drill, AnotherAddressTakesOverWithoutWaitingForTheOldOne) {
    auto old = std::make_unique<OneByOneServer>(streamOn);
    SourceRecorder recorder;
    auto source = start(old->url(), recorder);
    ASSERT_TRUE(untilUp(recorder));
    old.reset();
    ASSERT_TRUE(untilDown(recorder));
    const OneByOneServer moved(streamOn);
    SourceRecorder there;
    source = start(moved.url(), there);
    EXPECT_TRUE(untilUp(there));
    const std::size_t heard = recorder.pictures.size();
    EXPECT_TRUE(until([&] { return there.pictures.size() > 5; }));
    EXPECT_EQ(recorder.pictures.size(), heard) << "who has left hears nothing more";
}

TEST_F(Drill, HalfAPictureIsNeverShownAndTheNextConnectionIsClean) {
    const std::string first = make({.width = 96, .height = 48});
    OneByOneServer camera([&first](ScriptedPeer& peer, int connection) {
        if (connection > 0) {
            peer.readRequest();
            peer.send(std::string(kHead) + part(first));
            while (peer.send(picturePart())) {
                std::this_thread::sleep_for(2ms);
            }
            return;
        }
        streamFor(peer, 2);
        peer.send(std::string_view(picturePart()).substr(0, picturePart().size() / 2));
        peer.hang();
    });
    SourceRecorder recorder;
    const auto source = start(camera.url(), recorder);
    ASSERT_TRUE(untilDown(recorder));
    EXPECT_EQ(recorder.pictures.size(), 2U);
    EXPECT_TRUE(until([&] { return recorder.pictures.size() > 5; }));
    EXPECT_EQ(recorder.pictures[2]->width, 96)
        << "what was left of the old one swallowed the first of the new";
    EXPECT_EQ(source->statistics().pictureErrors.at("truncated"), 1U);
    EXPECT_EQ(source->statistics().pictureErrors.size(), 1U);
    const std::string whole = make({});
    for (std::size_t i = 0; i < recorder.pictures.size(); ++i) {
        const auto bytes = recorder.pictures[i]->bytes.view();
        EXPECT_EQ(std::string(bytes.begin(), bytes.end()), i == 2 ? first : whole) << i;
    }
}

TEST_F(Drill, ARateThatCollapsesIsNoReasonToReconnect) {
    std::atomic<int> sent = 0;
    OneByOneServer camera([&sent](ScriptedPeer& peer, int) {
        streamFor(peer, 20);
        while (peer.send(picturePart())) {
            ++sent;
            std::this_thread::sleep_for(120ms);  // under the stall of 250 ms
        }
    });
    SourceRecorder recorder;
    const auto source = start(camera.url(), recorder);
    ASSERT_TRUE(until([&] { return recorder.pictures.size() >= 26; }));
    EXPECT_EQ(source->statistics().reconnects, 0U);
    EXPECT_EQ(recorder.phase(), Phase::Up);
}

// A camera whose stream breaks off after each picture, a thousand times: nothing is left behind.
TEST_F(Drill, AThousandReconnectsLeaveNothingBehind) {
    OneByOneServer camera([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(std::string(kHead) + picturePart());
    });
    std::size_t pictures = 0;

    struct Counter final : SourceListener {
        explicit Counter(std::size_t& total) : pictures(total) {}

        void onPicture(PicturePtr) override { ++pictures; }

        void onState(const SourceState&) override {}

        std::size_t& pictures;
    } counter(pictures);

    HttpSourceTimes times;
    times.backOff = {.afterWorking = 200us, .first = 200us, .most = 1ms};
    SourceSettings settings;
    settings.cameraId = "gate";
    settings.url = camera.url();
    const auto source = makeHttpSource(context_, clock_, settings, counter, times).value();
    source->start();
    const auto after = [&](std::uint64_t reconnects) {
        return runUntil(
            context_, [&] { return source->statistics().reconnects >= reconnects; }, 60s);
    };
    ASSERT_TRUE(after(100));
    const std::size_t memory = test::residentBytes();
    const std::size_t descriptors = test::openDescriptors();
    ASSERT_TRUE(after(1000));
    EXPECT_GE(pictures, 1000U);
    EXPECT_LE(test::residentBytes(), memory + (std::size_t{2} << 20));
    // One connection may be about to open or to close.
    EXPECT_NEAR(static_cast<double>(test::openDescriptors()), static_cast<double>(descriptors), 2);
    source->stop();
}

}  // namespace
}  // namespace ocellus
