// SPDX-License-Identifier: Apache-2.0
// An RTSP camera, the real worker and the source that supervises it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <functional>
#include <vector>

#include "image/picture_decoder.h"
#include "ingest/camera_finder.h"
#include "ingest/worker_source.h"

namespace ocellus {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// The camera of tests/support, ended with this.
class RtspCamera {
public:
    explicit RtspCamera(std::string manner = "open") {
        std::array<int, 2> input{};
        std::array<int, 2> output{};
        EXPECT_EQ(::pipe2(input.data(), O_CLOEXEC), 0);
        EXPECT_EQ(::pipe2(output.data(), O_CLOEXEC), 0);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
        std::string program = OCELLUS_RTSP_CAMERA;
        std::array<char*, 3> arguments{program.data(), manner.data(), nullptr};
        EXPECT_EQ(::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments.data(), environ), 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(input[0]);
        ::close(output[1]);
        input_ = input[1];
        FILE* words = ::fdopen(output[0], "r");
        EXPECT_EQ(std::fscanf(words, "%d", &port_), 1);
        std::fclose(words);
    }

    RtspCamera(const RtspCamera&) = delete;
    RtspCamera& operator=(const RtspCamera&) = delete;

    ~RtspCamera() { end(); }

    void end() {
        if (id_ > 0) {
            ::close(input_);
            ::kill(id_, SIGTERM);
            ::waitpid(id_, nullptr, 0);
            id_ = 0;
        }
    }

    [[nodiscard]] int port() const { return port_; }

    [[nodiscard]] std::string url(const std::string& path) const {
        return "rtsp://127.0.0.1:" + std::to_string(port_) + path;
    }

private:
    pid_t id_ = 0;
    int input_ = -1;
    int port_ = 0;
};

class Listener final : public SourceListener {
public:
    void onPicture(PicturePtr picture) override { pictures.push_back(std::move(picture)); }

    void onState(const SourceState& state) override {
        if (state.reason) {
            reason = state.reason;
        }
    }

    std::vector<PicturePtr> pictures;
    std::optional<Error> reason;
};

class RtspTest : public testing::Test {
protected:
    std::unique_ptr<Source> open(const std::string& url, const std::string& password = "") {
        SourceSettings settings;
        settings.cameraId = "test";
        settings.url = url;
        settings.username = password.empty() ? "" : "admin";
        settings.password = Secret{password};
        WorkerSourceTerms terms;
        terms.backOff = {milliseconds{50}, milliseconds{50}, milliseconds{200}};
        auto source = makeWorkerSource(context_, clock_, std::move(settings), listener_, std::move(terms));
        EXPECT_TRUE(source);
        (*source)->start();
        return *std::move(source);
    }

    std::string url(const std::string& path) { return camera_.url(path); }

    bool runUntil(const std::function<bool()>& so) {
        const auto end = std::chrono::steady_clock::now() + seconds{20};
        while (!so() && std::chrono::steady_clock::now() < end) {
            context_.restart();
            context_.run_one_for(milliseconds{50});
        }
        return so();
    }

    std::string reason() const { return listener_.reason ? listener_.reason->text() : "no reason was given"; }

    RtspCamera camera_;
    boost::asio::io_context context_{1};
    SystemClock clock_;
    Listener listener_;
};

struct Codec {
    const char* path;
    PictureFormat format;
};

TEST_F(RtspTest, EveryCodecGivesWholePicturesInTime) {
    for (const Codec& codec : {Codec{"/h264", PictureFormat::I420}, Codec{"/h265", PictureFormat::I420},
                               Codec{"/mjpeg", PictureFormat::Jpeg}}) {
        listener_ = {};
        const auto source = open(url(codec.path));
        ASSERT_TRUE(runUntil([&] { return listener_.pictures.size() >= 10; }))
            << codec.path << ": " << reason();
        const Picture& last = *listener_.pictures.back();
        EXPECT_EQ(last.format, codec.format) << codec.path;
        EXPECT_EQ(last.width, 320);
        EXPECT_EQ(last.height, 240);
        Frame frame;
        EXPECT_TRUE(PictureDecoder{}.toFrame(last, {}, frame)) << codec.path;
        for (std::size_t index = 1; index < listener_.pictures.size(); ++index) {
            EXPECT_GT(listener_.pictures[index]->captured, listener_.pictures[index - 1]->captured);
        }
        // The camera's clock is this machine's, so its stamps lie just before the arrival.
        const auto age = last.received - last.captured;
        EXPECT_GE(age, Duration{0});
        EXPECT_LT(age, seconds{2}) << codec.path;
    }
}

TEST_F(RtspTest, WhatIsWrongIsSaidInWords) {
    struct Case {
        std::string url;
        std::string password;
        Error::Kind kind;
        const char* word;
    };

    const RtspCamera locked{"locked"};
    const std::vector<Case> cases{
        {url("/nowhere"), "", Error::Kind::NotFound, "no such stream"},
        {locked.url("/locked"), "", Error::Kind::Unauthorised, "password"},
        {locked.url("/locked"), "wrong", Error::Kind::Unauthorised, "password"},
        {"rtsp://127.0.0.1:1/h264", "", Error::Kind::Unavailable, "nobody listens"},
        {"rtsp://no-such-host.invalid/h264", "", Error::Kind::Unavailable, "no address"},
    };
    for (const Case& one : cases) {
        listener_ = {};
        const auto source = open(one.url, one.password);
        ASSERT_TRUE(runUntil([&] { return listener_.reason.has_value(); })) << one.url;
        EXPECT_EQ(listener_.reason->kind, one.kind) << reason();
        EXPECT_NE(listener_.reason->message.find(one.word), std::string::npos) << reason();
        EXPECT_EQ(reason().find("wrong"), std::string::npos) << "the password is not repeated: " << reason();
    }
}

TEST_F(RtspTest, TheRightPasswordOpens) {
    const RtspCamera locked{"locked"};
    const auto source = open(locked.url("/locked"), "secret");
    EXPECT_TRUE(runUntil([&] { return !listener_.pictures.empty(); })) << reason();
}

TEST_F(RtspTest, ACameraThatGoesAwayIsNoticed) {
    const auto source = open(url("/mjpeg"));
    ASSERT_TRUE(runUntil([&] { return listener_.pictures.size() >= 2; })) << reason();
    camera_.end();
    EXPECT_TRUE(runUntil([&] { return listener_.reason.has_value(); }));
    EXPECT_EQ(listener_.reason->kind, Error::Kind::Unavailable) << reason();
}

// A camera that speaks RTSP alone is found too, once HTTP has given nothing.
TEST_F(RtspTest, FindAsksOverRtspLast) {
    FindRequest request;
    request.host = "127.0.0.1";
    request.port = 1;  // nobody listens there
    request.rtspPort = static_cast<std::uint16_t>(camera_.port());
    request.vendor = "d-link";
    std::optional<FindOutcome> outcome;
    CameraFinder finder(context_, clock_);
    finder.start(
        request, [](const FindStep&, std::size_t, std::size_t) {},
        [&](FindOutcome result) { outcome = std::move(result); });
    ASSERT_TRUE(runUntil([&] { return outcome.has_value(); }));
    ASSERT_TRUE(outcome->found) << outcome->reason->text();
    EXPECT_EQ(outcome->found->url, url("/live1.sdp"));
    ASSERT_EQ(outcome->steps.size(), 2U);
    EXPECT_FALSE(outcome->steps[0].picture);
    EXPECT_TRUE(outcome->steps[1].picture);
}

}  // namespace
}  // namespace ocellus
