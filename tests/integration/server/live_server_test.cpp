// SPDX-License-Identifier: Apache-2.0
// Viewers over real sockets: WebSocket and multipart, well-behaved, slow and hostile.
#include "integration/server/running_server.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;

constexpr const char* kOwnOrigin = "Origin: http://localhost\r\n";

class LiveServerTest : public RunningServer {
protected:
    LiveServerTest() { settings_.limits.recheck = 50ms; }

    void startWithViewer() {
        addUser("vera", Role::Viewer);
        start();
        lines_ = loggedIn("vera");
    }

    std::unique_ptr<RawClient> viewer(const std::string& target, bool tls = false) {
        auto client = std::make_unique<RawClient>(tls ? https() : http(), tls);
        EXPECT_EQ(client->upgrade(target, lines_ + kOwnOrigin).status, 101);
        return client;
    }

    bool joined(std::size_t count) {
        return eventually([this, count] { return host_.viewers("gate") == count; });
    }

    static std::string expected(const LiveFrame& frame) {
        const auto& picture = frame.picture.picture()->bytes;
        std::string text(3, '\0');
        text += static_cast<char>(frame.header.size());
        return text + frame.header +
               std::string(reinterpret_cast<const char*>(picture.data.get()), picture.size);
    }

    std::string lines_;
};

TEST_F(LiveServerTest, PictureAndObservationArriveTogetherOverPlainAndTls) {
    startWithViewer();
    for (const bool tls : {false, true}) {
        const auto client = viewer("/api/v1/live?camera=gate", tls);
        ASSERT_TRUE(joined(1));
        for (const std::size_t size : {1UL, 100UL, 16'384UL, 150'000UL, 2'000'000UL}) {
            const auto frame = FakeHost::makeFrame(size % 251, size, R"({"camera":"gate"})");
            host_.publish("gate", frame);
            const RawFrame message = client->readFrame();
            EXPECT_EQ(message.opcode, 2);
            EXPECT_TRUE(message.payload == expected(*frame)) << size;
        }
        host_.publishState("gate", R"({"camera":"gate","state":"down"})");
        const RawFrame state = client->readFrame();
        EXPECT_EQ(state.opcode, 1);
        EXPECT_EQ(state.payload, R"({"camera":"gate","state":"down"})");
        client->sendFrame(9, "ping");
        EXPECT_EQ(client->readFrame().opcode, 10);
        client->sendFrame(8, "\x03\xe8");
        EXPECT_EQ(client->readFrame().opcode, 8);
        EXPECT_TRUE(joined(0));
    }
}

TEST_F(LiveServerTest, TextChangesTheSubscription) {
    startWithViewer();
    const auto client = viewer("/api/v1/live?camera=gate&rate=5");
    ASSERT_TRUE(joined(1));
    client->sendFrame(1, R"({"cameras":["yard"]})");
    ASSERT_TRUE(joined(0));
    ASSERT_TRUE(eventually([this] { return host_.viewers("yard") == 1; }));
    host_.publish("yard", FakeHost::makeFrame(1, 10));
    EXPECT_EQ(client->readFrame().opcode, 2);
}

TEST_F(LiveServerTest, WrongUpgradesAreRefused) {
    startWithViewer();
    const auto statusOf = [this](const std::string& lines) {
        RawClient client(http(), false);
        return client.upgrade("/api/v1/live?camera=gate", lines).status;
    };
    EXPECT_EQ(statusOf(lines_), 403);                                      // no Origin
    EXPECT_EQ(statusOf(lines_ + "Origin: https://evil.test\r\n"), 403);    // another's
    EXPECT_EQ(statusOf(lines_ + "Origin: http://localhost:81\r\n"), 403);  // another port is another origin
    EXPECT_EQ(statusOf(kOwnOrigin), 401);                                  // nobody
    RawClient noKey(http(), false);
    EXPECT_EQ(noKey
                  .ask("GET", "/api/v1/live?camera=gate",
                       lines_ + kOwnOrigin + "Upgrade: websocket\r\nConnection: Upgrade\r\n")
                  .status,
              400);
    RawClient noUpgrade(http(), false);
    EXPECT_EQ(noUpgrade.ask("GET", "/api/v1/live?camera=gate", lines_ + kOwnOrigin).status, 426);
    EXPECT_EQ(host_.viewers("gate"), 0U);
}

TEST_F(LiveServerTest, HostileFramesEndTheConnectionAndNothingElse) {
    startWithViewer();
    const auto large = viewer("/api/v1/live?camera=gate");
    large->sendFrame(1, std::string(5000, 'x'));
    const auto bare = viewer("/api/v1/live?camera=gate");
    bare->sendFrame(1, "{}", false);
    const auto odd = viewer("/api/v1/live?camera=gate");
    odd->sendFrame(3, "?");
    const auto broken = viewer("/api/v1/live?camera=gate");
    broken->sendFrame(1, "\xff\xff");
    for (const auto& client : {large.get(), bare.get(), odd.get(), broken.get()}) {
        EXPECT_TRUE(client->closesWithin(5s));
    }
    EXPECT_TRUE(joined(0));
}

TEST_F(LiveServerTest, ASlowViewerSkipsAndDelaysNobody) {
    startWithViewer();
    const auto slow = viewer("/api/v1/live?camera=gate");
    const auto quick = viewer("/api/v1/live?camera=gate");
    ASSERT_TRUE(joined(2));
    constexpr int kPictures = 200;
    constexpr std::size_t kSize = 150'000;
    for (int i = 1; i <= kPictures; ++i) {
        const auto frame = FakeHost::makeFrame(static_cast<std::uint64_t>(i), kSize, R"({"a":1})");
        host_.publish("gate", frame);
        const RawFrame message = quick->readFrame();
        ASSERT_TRUE(message.payload == expected(*frame)) << i;  // each and every one, at once
    }
    // The slow one finds what was on its way, a few, and then the newest.
    int got = 0;
    std::string last;
    for (RawFrame message = slow->readFrame(300ms); message.opcode == 2; message = slow->readFrame(300ms)) {
        ++got;
        last = message.payload;
    }
    EXPECT_LT(got, kPictures / 2);
    EXPECT_TRUE(last == expected(*FakeHost::makeFrame(kPictures, kSize, R"({"a":1})")));
}

TEST_F(LiveServerTest, MjpegSendsParts) {
    startWithViewer();
    RawClient client(http(), false);
    client.send("GET /api/v1/cameras/gate/mjpeg HTTP/1.1\r\nHost: localhost\r\n" + lines_ + "\r\n");
    const auto head = client.read();
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.headers.at("content-type"), "multipart/x-mixed-replace; boundary=ocellus");
    ASSERT_TRUE(joined(1));
    for (int i = 0; i < 3; ++i) {
        const auto frame = FakeHost::makeFrame(5, 1000);
        host_.publish("gate", frame);
        const auto part = client.read();  // a part's head ends as an answer's does
        EXPECT_EQ(part.headers.at("content-type"), "image/jpeg");
        EXPECT_EQ(part.body.size(), 1000U);
        EXPECT_EQ(client.readBytes(2), "\r\n");
    }
}

TEST_F(LiveServerTest, ViewersWhoLeaveAreNoticedWithoutAPicture) {
    startWithViewer();
    {
        RawClient mjpeg(http(), false);
        mjpeg.send("GET /api/v1/cameras/gate/mjpeg HTTP/1.1\r\nHost: localhost\r\n" + lines_ + "\r\n");
        const auto socket = viewer("/api/v1/live?camera=gate");
        ASSERT_TRUE(joined(2));
    }
    EXPECT_TRUE(joined(0));
}

TEST_F(LiveServerTest, EventsArriveAsText) {
    startWithViewer();
    const auto client = viewer("/api/v1/events/stream");
    ASSERT_TRUE(eventually([this] { return host_.eventViewers() == 1; }));
    host_.publishEvent({{"camera", "gate"}, {"id", "e1"}});
    const RawFrame message = client->readFrame();
    EXPECT_EQ(message.opcode, 1);
    EXPECT_EQ(nlohmann::json::parse(message.payload)["id"], "e1");
}

TEST_F(LiveServerTest, LoggingOutEndsTheLiveView) {
    startWithViewer();
    const auto client = viewer("/api/v1/live?camera=gate");
    ASSERT_TRUE(joined(1));
    EXPECT_EQ(RawClient(http(), false).ask("DELETE", "/api/v1/session", lines_).status, 204);
    EXPECT_TRUE(joined(0));
    EXPECT_EQ(client->readFrame().opcode, 8);
}

TEST_F(LiveServerTest, StoppingAnswersCallsThatWaitAndHurtsNobody) {
    startWithViewer();
    host_.holdSnapshots(true);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 6; ++i) {  // two at work, the others in the queue
        clients.push_back(std::make_unique<RawClient>(http(), false));
        clients.back()->send("GET /api/v1/cameras/gate/snapshot HTTP/1.1\r\nHost: localhost\r\n" + lines_ +
                             "\r\n");
    }
    ASSERT_TRUE(eventually([this] { return host_.heldSnapshots() == 2; }));
    std::thread release([this] {
        std::this_thread::sleep_for(50ms);
        host_.holdSnapshots(false);
    });
    server_->stop();
    release.join();
    for (const auto& client : clients) {
        EXPECT_TRUE(client->closesWithin(2s));
    }
}

TEST_F(LiveServerTest, StoppingLeavesNoViewerBehind) {
    startWithViewer();
    const auto socket = viewer("/api/v1/live?camera=gate");
    const auto secure = viewer("/api/v1/live?camera=gate", true);
    ASSERT_TRUE(joined(2));
    server_->stop();
    EXPECT_EQ(host_.viewers("gate"), 0U);
    EXPECT_FALSE(RawClient(http(), false).connected());
}

}  // namespace
}  // namespace ocellus
