// SPDX-License-Identifier: Apache-2.0
// 64 cameras of which half are dead in one way or another: the living ones lose nothing.
#include <gtest/gtest.h>

#include "ingest/http_source.h"
#include "support/scripted_server.h"
#include "support/source_recorder.h"
#include "support/synthetic_jpeg.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using test::make;
using test::ScriptedPeer;
using test::ScriptedServer;
using test::SourceRecorder;

constexpr std::size_t kLiving = 32;
constexpr std::size_t kDead = 32;
constexpr std::uint64_t kPictures = 60;

// Each client gets so many numbered pictures and then silence that is kept alive by line ends.
void giveAll(ScriptedPeer& peer) {
    static const std::string kJpeg = make({.width = 1280, .height = 720, .dataBytes = 20'000});
    peer.readRequest();
    peer.send("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n");
    for (std::uint64_t i = 0; i < kPictures; ++i) {
        peer.send("--b\r\nContent-Length: " + std::to_string(kJpeg.size()) + "\r\n\r\n" + kJpeg + "\r\n");
        std::this_thread::sleep_for(20ms);
    }
    while (peer.send("\r\n")) {
        std::this_thread::sleep_for(50ms);
    }
}

// One way of being dead for each client, by turns.
void beDead(ScriptedPeer& peer, int connection) {
    switch (connection % 5) {
        case 0:
            peer.hang();
            break;
        case 1:
            peer.readRequest();
            peer.answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n", "");
            break;
        case 2:
            peer.reset();
            break;
        case 3:
            peer.readRequest();
            peer.send(
                "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 900000\r\n\r\n\xff\xd8");
            peer.hang();
            break;
        default:
            while (peer.send("no camera speaks like this, it is only noise on the line")) {
            }
    }
}

TEST(ManyCameras, TheLivingLoseNothingToTheDead) {
    boost::asio::io_context context;
    const SystemClock clock;
    ScriptedServer living([](ScriptedPeer& peer, int) { giveAll(peer); });
    ScriptedServer dead(beDead);
    std::vector<std::unique_ptr<SourceRecorder>> recorders;
    std::vector<std::unique_ptr<Source>> sources;
    HttpSourceTimes times;
    times.stall = 300ms;
    times.backOff = {.afterWorking = 50ms, .first = 50ms, .most = 200ms};
    for (std::size_t i = 0; i < kLiving + kDead; ++i) {
        SourceSettings settings;
        settings.cameraId = "camera-" + std::to_string(i);
        // Of the dead every fourth is not even there.
        const std::string nobody = "http://127.0.0.1:1/";
        settings.url = i % 2 == 0 ? living.url() : i % 8 == 1 ? nobody : dead.url();
        recorders.push_back(std::make_unique<SourceRecorder>());
        HttpSourceTimes mine = times;
        if (i % 2 == 0) {
            mine.stall = 10s;  // a busy machine must not look like a dead camera
            mine.picture = 60s;
        }
        sources.push_back(makeHttpSource(context, clock, settings, *recorders.back(), mine).value());
        sources.back()->start();
    }
    const auto allCame = [&] {
        for (std::size_t i = 0; i < recorders.size(); i += 2) {
            if (recorders[i]->pictures.size() < kPictures) {
                return false;
            }
        }
        return true;
    };
    EXPECT_TRUE(test::runUntil(context, allCame, 60s));
    for (std::size_t i = 0; i < recorders.size(); ++i) {
        SCOPED_TRACE(i);
        if (i % 2 == 0) {
            EXPECT_EQ(recorders[i]->pictures.size(), kPictures);
            EXPECT_EQ(sources[i]->statistics().reconnects, 0U);
            EXPECT_TRUE(sources[i]->statistics().pictureErrors.empty());
        } else {
            EXPECT_TRUE(recorders[i]->pictures.empty());
            EXPECT_FALSE(recorders[i]->reason().empty()) << "each says what is wrong with it";
        }
    }
    sources.clear();
}

}  // namespace
}  // namespace ocellus
