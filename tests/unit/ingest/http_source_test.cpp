// SPDX-License-Identifier: Apache-2.0
#include "ingest/http_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/scripted_server.h"
#include "support/source_recorder.h"
#include "support/synthetic_jpeg.h"
#include "support/tls_peer.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using test::make;
using test::runUntil;
using test::ScriptedPeer;
using test::ScriptedServer;
using testing::HasSubstr;
using testing::Not;
using Phase = SourceState::Phase;

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n";
const std::string kJpeg = make({.width = 320, .height = 240});
const std::string kPart =
    "--b\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(kJpeg.size()) + "\r\n\r\n" +
    kJpeg + "\r\n";

class HttpSourceTest : public testing::Test {
protected:
    void start(const std::string& url, SourceMode mode = SourceMode::Mjpeg, const std::string& user = {}) {
        SourceSettings settings;
        settings.cameraId = "gate";
        settings.url = url;
        settings.mode = mode;
        settings.username = user;
        settings.password = Secret{user.empty() ? "" : "hunter2"};
        settings.tls = tls_;
        settings.picturesPerSecond = rate_;
        HttpSourceTimes times;
        times.stall = stall_;
        times.picture = 300ms;
        times.backOff = {.afterWorking = 20ms, .first = 20ms, .most = 10s};
        auto made = makeHttpSource(context_, clock_, settings, recorder_, times);
        ASSERT_TRUE(made) << made.error().text();
        source_ = *std::move(made);
        source_->start();
    }

    bool comesTrue(const std::function<bool()>& condition) { return runUntil(context_, condition); }

    SystemClock clock_;
    boost::asio::io_context context_;
    test::SourceRecorder recorder_;
    Duration stall_ = 100ms;
    TlsPolicy tls_ = TlsPolicy::Verify;
    double rate_ = 200;
    std::unique_ptr<Source> source_;
};

TEST_F(HttpSourceTest, PublishesPicturesAndSaysThatItIsUp) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(kHead);
        peer.send(kPart);
        peer.send(kPart);
        peer.hang();
    });
    start(server.url("/cgi-bin/mjpeg?stream=1"));
    EXPECT_TRUE(recorder_.states.empty()) << "start() itself calls nobody back";
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 2; }));
    EXPECT_EQ(recorder_.states[0].phase, Phase::Connecting);
    EXPECT_EQ(recorder_.phase(), Phase::Up);
    const Picture& second = *recorder_.pictures[1];
    EXPECT_EQ(second.sequence, 2u);
    EXPECT_EQ(second.width, 320);
    EXPECT_EQ(second.height, 240);
    EXPECT_EQ(second.bytes.size, kJpeg.size());
    EXPECT_GT(second.captured, recorder_.pictures[0]->captured);
    EXPECT_LE(second.captured, second.received);
    EXPECT_LT(std::chrono::abs(second.stamp - clock_.wallNow()), Duration{5s});
    EXPECT_EQ(source_->statistics().received, 2u);
    EXPECT_EQ(source_->statistics().reconnects, 0u);
    EXPECT_GT(source_->statistics().bytes, 2 * kJpeg.size());
}

TEST_F(HttpSourceTest, ComesBackAfterTheStreamHasEnded) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(std::string(kHead) + kPart);
    });
    start(server.url());
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 3; }));
    EXPECT_EQ(source_->statistics().reconnects, 2u);
    EXPECT_EQ(recorder_.pictures[2]->sequence, 3u);
    EXPECT_THAT(recorder_.reason(), HasSubstr("ended the stream"));
}

TEST_F(HttpSourceTest, StaysDownWithItsReasonUntilAPictureComes) {
    ScriptedServer server([](ScriptedPeer& peer, int number) {
        peer.readRequest();
        if (number < 3) {
            peer.answer("404 Not Found", "", "");
        } else {
            peer.send(std::string(kHead) + kPart);
            peer.hang();
        }
    });
    start(server.url());
    ASSERT_TRUE(comesTrue([&] { return !recorder_.pictures.empty(); }));
    ASSERT_EQ(recorder_.states.size(), 3u) << "connecting, down once however often it failed, up";
    EXPECT_EQ(recorder_.states[1].phase, Phase::Down);
    EXPECT_THAT(recorder_.states[1].reason->text(), HasSubstr("no such stream"));
    EXPECT_EQ(recorder_.states[2].phase, Phase::Up);
}

TEST_F(HttpSourceTest, AWrongPasswordIsNamedAndNotTriedEverySecond) {
    std::atomic<int> requests = 0;
    ScriptedServer server([&](ScriptedPeer& peer, int) {
        while (!peer.readRequest().empty()) {
            ++requests;
            peer.answer("401 Unauthorized",
                        "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n", "");
        }
    });
    start(server.url(), SourceMode::Mjpeg, "admin");
    ASSERT_TRUE(comesTrue([&] { return recorder_.phase() == Phase::Down; }));
    EXPECT_THAT(recorder_.reason(), HasSubstr("refused the password of user admin"));
    EXPECT_THAT(recorder_.reason(), Not(HasSubstr("hunter2")));
    EXPECT_FALSE(runUntil(
        context_, [&] { return requests > 2; }, 200ms))
        << "the next try is seconds away";
}

TEST_F(HttpSourceTest, AnswersADigestChallenge) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.answer("401 Unauthorized", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n",
                    "");
        if (peer.readRequest().find("Authorization: Digest username=\"admin\"") != std::string::npos) {
            peer.send(std::string(kHead) + kPart);
        }
        peer.hang();
    });
    start(server.url("/x?y=z"), SourceMode::Mjpeg, "admin");
    EXPECT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 1; }));
}

TEST_F(HttpSourceTest, AStreamThatHangsInsideAPictureIsLeft) {
    ScriptedServer server([](ScriptedPeer& peer, int number) {
        peer.readRequest();
        peer.send(std::string(kHead) + (number == 0 ? kPart.substr(0, 900) : kPart));
        peer.hang();
    });
    start(server.url());
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 1; }));
    EXPECT_THAT(recorder_.reason(), HasSubstr("has sent nothing"));
    EXPECT_EQ(source_->statistics().pictureErrors.at("truncated"), 1u);
}

TEST_F(HttpSourceTest, AStreamWithoutWholePicturesIsLeft) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(kHead);
        while (peer.send("--b\r\n\r\n\xff\xd8 no JPEG at all, again and again\r\n")) {
            std::this_thread::sleep_for(5ms);
        }
    });
    start(server.url());
    ASSERT_TRUE(comesTrue([&] { return recorder_.phase() == Phase::Down; }));
    EXPECT_THAT(recorder_.reason(), HasSubstr("no whole picture"));
    EXPECT_EQ(source_->statistics().received, 0u);
}

TEST_F(HttpSourceTest, SaysWhatTheAddressGivesInsteadOfAStream) {
    struct Case {
        const char* status;
        const char* type;
        std::string body;
        const char* expected;
    };

    const Case cases[] = {
        {"200 OK", "text/html; charset=utf-8", "<html>", "answers with text/html instead of pictures"},
        {"200 OK", "image/jpeg", kJpeg, "choose the mode jpeg"},
        {"403 Forbidden", "text/plain", "", "give the user the right"},
        {"503 Service Unavailable", "text/plain", "", "serves no more viewers"},
        {"500 Oops", "text/plain", "", "answers 500 Oops"},
    };
    for (const Case& one : cases) {
        ScriptedServer server([&](ScriptedPeer& peer, int) {
            peer.readRequest();
            peer.answer(one.status, "Content-Type: " + std::string(one.type) + "\r\n", one.body);
        });
        recorder_.states.clear();
        start(server.url());
        ASSERT_TRUE(comesTrue([&] { return recorder_.phase() == Phase::Down; }));
        EXPECT_THAT(recorder_.reason(), HasSubstr(one.expected));
        source_.reset();
    }
}

// RELAY-90: single pictures over one connection, at the wanted rate, only newer ones where the camera offers
// that.
TEST_F(HttpSourceTest, AsksForSinglePicturesOverOneConnection) {
    std::atomic<int> conditional = 0;
    ScriptedServer server([&](ScriptedPeer& peer, int) {
        for (int i = 0;; ++i) {
            const std::string request = peer.readRequest();
            if (request.empty()) {
                return;
            }
            if (request.find("If-None-Match: \"" + std::to_string(i - 1) + "\"") != std::string::npos) {
                ++conditional;
            }
            if (i == 1) {
                peer.send("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
            } else {
                peer.answer("200 OK", "Content-Type: image/jpeg\r\nETag: \"" + std::to_string(i) + "\"\r\n",
                            kJpeg);
            }
        }
    });
    rate_ = 50;
    start(server.url(), SourceMode::Jpeg);
    const auto began = std::chrono::steady_clock::now();
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 5; }));
    EXPECT_GE(std::chrono::steady_clock::now() - began, 79ms) << "five questions, 20 ms apart";
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(conditional, 4);
    EXPECT_EQ(recorder_.phase(), Phase::Up);
    // What has not changed is what the camera shows now: the same bytes, at another time.
    const Picture& first = *recorder_.pictures[0];
    const Picture& again = *recorder_.pictures[1];
    EXPECT_EQ(again.bytes.data, first.bytes.data);
    EXPECT_EQ(again.sequence, 2u);
    EXPECT_GT(again.captured, first.captured);
    EXPECT_EQ(again.width, 320);
    EXPECT_NE(recorder_.pictures[2]->bytes.data, first.bytes.data);
}

// Cameras without ETag say when a picture was made. Their stamp counts seconds: while the second lasts, the
// picture may change under it, and is fetched whole.
TEST_F(HttpSourceTest, AsksForPicturesNewerThanTheStampOfTheLast) {
    constexpr std::string_view kStamp = "Sat, 01 Aug 2026 10:00:00 GMT";
    for (const auto& [date, asked] : {std::pair{"Sat, 01 Aug 2026 10:00:00 GMT", false},
                                      std::pair{"Sat, 01 Aug 2026 10:00:01 GMT", true}}) {
        SCOPED_TRACE(date);
        std::atomic<int> conditional = 0;
        ScriptedServer server([&, date = std::string(date)](ScriptedPeer& peer, int) {
            std::string request;
            while (!(request = peer.readRequest()).empty()) {
                if (request.find("If-Modified-Since: " + std::string(kStamp) + "\r\n") != std::string::npos) {
                    ++conditional;
                    peer.send("HTTP/1.1 304 Not Modified\r\n\r\n");
                } else {
                    peer.answer("200 OK",
                                "Content-Type: image/jpeg\r\nDate: " + date +
                                    "\r\nLast-Modified: " + std::string(kStamp) + "\r\n",
                                kJpeg);
                }
            }
        });
        recorder_ = {};
        start(server.url(), SourceMode::Jpeg);
        ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 5; }));
        EXPECT_EQ(conditional > 0, asked);
        EXPECT_EQ(recorder_.pictures[4]->bytes.data == recorder_.pictures[0]->bytes.data, asked);
        EXPECT_EQ(recorder_.states.size(), 2u) << "connecting, up, and no more";
        source_.reset();
    }
}

// A picture that came broken is no ground to ask for newer ones only.
TEST_F(HttpSourceTest, ABrokenPictureIsAskedForAgainWhole) {
    std::atomic<bool> conditional = false;
    ScriptedServer server([&](ScriptedPeer& peer, int number) {
        const std::string request = peer.readRequest();
        if (number == 1) {
            conditional = request.find("If-None-Match") != std::string::npos;
        }
        const std::string body = number == 0 ? kJpeg.substr(0, 500) : kJpeg;
        peer.send("HTTP/1.0 200 OK\r\nContent-Type: image/jpeg\r\nETag: \"1\"\r\n\r\n" + body);
    });
    start(server.url(), SourceMode::Jpeg);
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 1; }));
    EXPECT_FALSE(conditional);
}

// A connection that rests between two questions is not stalled.
TEST_F(HttpSourceTest, AskingMoreRarelyThanTheStallLimitKeepsTheConnection) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        while (!peer.readRequest().empty()) {
            peer.answer("200 OK", "Content-Type: image/jpeg\r\n", kJpeg);
        }
    });
    stall_ = 50ms;
    rate_ = 8;  // every 125 ms
    start(server.url(), SourceMode::Jpeg);
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 3; }));
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(recorder_.states.size(), 2u) << "connecting, up, and no more";
}

TEST_F(HttpSourceTest, SinglePicturesComeFromCamerasThatCloseEveryTime) {
    ScriptedServer server([](ScriptedPeer& peer, int number) {
        peer.readRequest();
        const std::string body = number == 1 ? kJpeg.substr(0, 500) : kJpeg;
        peer.send("HTTP/1.0 200 OK\r\nContent-Type: image/jpeg\r\n\r\n" + body);
    });
    start(server.url(), SourceMode::Jpeg);
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 4; }));
    EXPECT_EQ(recorder_.states.size(), 2u) << "connecting, up: no reconnecting between pictures";
    EXPECT_EQ(source_->statistics().reconnects, 0u);
    EXPECT_EQ(source_->statistics().pictureErrors.at("truncated"), 1u);
}

TEST_F(HttpSourceTest, AStreamInJpegModeIsSaid) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(std::string(kHead) + kPart);
        peer.hang();
    });
    start(server.url(), SourceMode::Jpeg);
    ASSERT_TRUE(comesTrue([&] { return recorder_.phase() == Phase::Down; }));
    EXPECT_THAT(recorder_.reason(), HasSubstr("choose the mode mjpeg"));
}

TEST_F(HttpSourceTest, PullsOverTlsAndKeepsTheFirstCertificate) {
    const test::TlsIdentity identity;
    ScriptedServer server(
        [](ScriptedPeer& peer, int) {
            if (!peer.readRequest().empty()) {
                peer.send(std::string(kHead) + kPart);
            }
        },
        identity.peers());
    tls_ = TlsPolicy::Pin;
    start("https://127.0.0.1:" + std::to_string(server.port()) + "/");
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() == 2; }));
    EXPECT_EQ(source_->statistics().certificate.size(), 64u);
}

TEST_F(HttpSourceTest, IsSilentOnceStoppedAndStartsAgain) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(kHead);
        while (peer.send(kPart)) {
            std::this_thread::sleep_for(1ms);
        }
    });
    start(server.url());
    ASSERT_TRUE(comesTrue([&] { return recorder_.pictures.size() >= 2; }));
    source_->stop();
    const std::size_t pictures = recorder_.pictures.size();
    const std::size_t states = recorder_.states.size();
    context_.restart();
    context_.run();  // ends: nothing is left under way
    EXPECT_EQ(recorder_.pictures.size(), pictures);
    EXPECT_EQ(recorder_.states.size(), states);
    source_->start();
    EXPECT_TRUE(comesTrue([&] { return recorder_.pictures.size() > pictures; }));
    source_->stop();
    source_->start();  // at once: the former life must not go on beside the new one
    ASSERT_TRUE(comesTrue([&] { return server.connections() == 3; }));
    source_.reset();
    context_.restart();
    context_.run();
}

TEST(MakeHttpSource, RefusesWhatCanNeverWork) {
    boost::asio::io_context context;
    const SystemClock clock;
    test::SourceRecorder recorder;
    for (const char* url : {"", "rtsp://a/", "http://", "http://admin:secret@a:99999/"}) {
        SourceSettings settings;
        settings.url = url;
        const auto made = makeHttpSource(context, clock, settings, recorder);
        ASSERT_FALSE(made) << url;
        EXPECT_THAT(made.error().text(), Not(HasSubstr("secret")));
    }
}

}  // namespace
}  // namespace ocellus
