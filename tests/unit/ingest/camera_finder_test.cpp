// SPDX-License-Identifier: Apache-2.0
#include "ingest/camera_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/vendor_presets.h"
#include "support/scripted_server.h"
#include "support/source_recorder.h"
#include "support/synthetic_jpeg.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using test::make;
using test::ScriptedPeer;
using test::ScriptedServer;
using testing::HasSubstr;
using testing::Not;

const std::string kJpeg = make({.width = 1280, .height = 720});

// Port 1 of this machine: nobody listens there.
constexpr std::uint16_t kNobody = 1;

class CameraFinderTest : public testing::Test {
protected:
    FindOutcome find(FindRequest request) {
        std::optional<FindOutcome> outcome;
        CameraFinder finder(context_, clock_, 200ms);
        finder.start(
            std::move(request),
            [&](const FindStep&, std::size_t number, std::size_t of) {
                EXPECT_LE(number, of);
                ++steps_;
            },
            [&](FindOutcome result) { outcome = std::move(result); });
        EXPECT_TRUE(test::runUntil(
            context_, [&] { return outcome.has_value(); }, 10s));
        return outcome.value_or(FindOutcome{});
    }

    static FindRequest at(const ScriptedServer& server) {
        FindRequest request;
        request.host = "127.0.0.1";
        request.port = server.port();
        request.rtspPort = kNobody;
        request.username = "admin";
        request.password = Secret{"hunter2"};
        return request;
    }

    // Serves one path, and 404 elsewhere.
    static ScriptedServer::Script only(const std::string& path) {
        return [path](ScriptedPeer& peer, int) {
            std::string request;
            while (!(request = peer.readRequest()).empty()) {
                if (request.starts_with("GET /" + path)) {
                    peer.answer("200 OK", "Content-Type: image/jpeg\r\n", kJpeg);
                } else {
                    peer.answer("404 Not Found", "", "");
                }
            }
        };
    }

    SystemClock clock_;
    boost::asio::io_context context_;
    std::size_t steps_ = 0;
};

TEST_F(CameraFinderTest, StopsAtTheFirstPictureAndSaysWhatAnsweredWhat) {
    ScriptedServer server(only("video1s1.mjpg"));
    const FindOutcome outcome = find(at(server));
    ASSERT_TRUE(outcome.found);
    EXPECT_EQ(outcome.found->url, server.url("/video1s1.mjpg"));
    EXPECT_EQ(outcome.found->mode, SourceMode::Mjpeg);
    EXPECT_EQ(outcome.found->username, "admin");
    EXPECT_EQ(outcome.steps.size(), steps_);
    EXPECT_THAT(outcome.steps.front().answer, HasSubstr("404"));
    EXPECT_EQ(outcome.steps.back().answer, "a picture of 1280x720");
    EXPECT_TRUE(outcome.steps.back().picture);
}

TEST_F(CameraFinderTest, FindsSinglePicturesAndHidesCredentialsInAddresses) {
    ScriptedServer server(only("cgi-bin/api.cgi?cmd=Snap"));
    FindRequest request = at(server);
    request.vendor = "reolink";
    const FindOutcome outcome = find(request);
    ASSERT_TRUE(outcome.found);
    EXPECT_EQ(outcome.found->mode, SourceMode::Jpeg);
    EXPECT_EQ(outcome.vendor, "reolink");
    ASSERT_EQ(outcome.steps.size(), 1u);
    EXPECT_THAT(outcome.steps[0].url, Not(HasSubstr("hunter2")));
    EXPECT_THAT(outcome.found->url, HasSubstr("&password={password}")) << "what is kept holds no secret";
}

TEST_F(CameraFinderTest, AsksForTheSensorThatIsWanted) {
    ScriptedServer server(only("ISAPI/Streaming/channels/302/httpPreview"));
    FindRequest request = at(server);
    request.vendor = "hikvision";
    request.channel = 3;
    request.multiSensor = true;
    const FindOutcome outcome = find(request);
    ASSERT_TRUE(outcome.found);
    EXPECT_EQ(outcome.found->channel, 3);
    EXPECT_THAT(outcome.found->url, HasSubstr("/channels/{channel}02/")) << "so that it serves each sensor";
}

TEST_F(CameraFinderTest, AnAddressThatIsForbiddenDoesNotEndTheSearch) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        std::string request;
        while (!(request = peer.readRequest()).empty()) {
            request.starts_with("GET /video1s1.mjpg")
                ? peer.answer("200 OK", "Content-Type: image/jpeg\r\n", kJpeg)
                : peer.answer("403 Forbidden", "", "");
        }
    });
    EXPECT_TRUE(find(at(server)).found);
}

TEST_F(CameraFinderTest, SaysThatALoginIsWantedWhereNoneWasGiven) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        while (!peer.readRequest().empty()) {
            peer.answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n", "");
        }
    });
    FindRequest request = at(server);
    request.username.clear();
    request.password = {};
    const FindOutcome outcome = find(request);
    ASSERT_TRUE(outcome.reason);
    EXPECT_THAT(outcome.reason->message, HasSubstr("asks for a user name"));
}

TEST_F(CameraFinderTest, ARefusedPasswordEndsTheSearch) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        while (!peer.readRequest().empty()) {
            peer.answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n", "");
        }
    });
    const FindOutcome outcome = find(at(server));
    EXPECT_FALSE(outcome.found);
    EXPECT_EQ(outcome.steps.size(), 1u);
    ASSERT_TRUE(outcome.reason);
    EXPECT_THAT(outcome.reason->message, HasSubstr("refused the password"));
}

TEST_F(CameraFinderTest, AsksADeadPortOnce) {
    FindRequest request;
    {
        const ScriptedServer gone([](ScriptedPeer&, int) {});
        request = at(gone);
    }
    const FindOutcome outcome = find(request);
    EXPECT_EQ(outcome.steps.size(), 2u) << "one for HTTP, one for RTSP";
    ASSERT_TRUE(outcome.reason);
    EXPECT_THAT(outcome.reason->message, HasSubstr("refuses connections"));
}

TEST_F(CameraFinderTest, IsBoundedWhereNothingIsFound) {
    ScriptedServer server(only("nowhere"));
    const FindOutcome outcome = find(at(server));
    EXPECT_FALSE(outcome.found);
    EXPECT_GT(outcome.steps.size(), 20u);
    EXPECT_LE(outcome.steps.size(), CameraFinder::kMaximumSteps);
    EXPECT_THAT(outcome.reason->message, HasSubstr("no picture under any known address"));
}

TEST_F(CameraFinderTest, AsksEveryAddressThereIsWhereNoMakerIsNamed) {
    EXPECT_LE(streamPresets().size(), CameraFinder::kMaximumSteps);
}

// Of several sensors each needs a path of its own: where the maker's is not known, what was found says so.
TEST_F(CameraFinderTest, SaysWhereWhatItFoundIsNotOneSensorsOwn) {
    for (const auto& [path, known] :
         {std::pair{"cgi-bin/mjpeg?stream=1", false}, std::pair{"video3s1.mjpg", true}}) {
        ScriptedServer server(only(path));
        FindRequest request = at(server);
        request.channel = 3;
        request.multiSensor = true;
        const FindOutcome several = find(request);
        ASSERT_TRUE(several.found) << path;
        EXPECT_EQ(several.sensorNote.empty(), known) << several.sensorNote;
        if (!known) {
            request.channel = 1;
            request.multiSensor = false;
            EXPECT_EQ(find(request).sensorNote, "") << "of a camera with one sensor there is nothing to say";
        }
    }
}

TEST_F(CameraFinderTest, DoesNotAskLinkLocalAddressesOrNonsense) {
    for (const char* host : {"169.254.169.254", "fe80::1", "0.0.0.0", "a b", ""}) {
        FindRequest request;
        request.host = host;
        const FindOutcome outcome = find(request);
        EXPECT_TRUE(outcome.steps.empty()) << host;
        EXPECT_TRUE(outcome.reason) << host;
    }
    FindRequest request;
    request.host = "127.0.0.1";
    request.vendor = "nobody";
    EXPECT_TRUE(find(request).reason);
}

}  // namespace
}  // namespace ocellus
