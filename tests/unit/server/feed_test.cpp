// SPDX-License-Identifier: Apache-2.0
// What viewers are sent: newest first, nobody waits, nothing is copied.
#include <gtest/gtest.h>

#include "server/live/event_feed.h"
#include "server/live/live_feed.h"
#include "server/live/mjpeg_feed.h"
#include "support/fake_host.h"

namespace ocellus {
namespace {

class LiveFeedTest : public ::testing::Test {
protected:
    std::unique_ptr<LiveFeed> open(LiveWish wish) {
        auto feed = std::make_unique<LiveFeed>(
            clock_,
            [this](const std::string& camera, LiveViewer& viewer) {
                return host_.watch(camera, viewer, Host::Feed::Observed);
            },
            std::move(wish));
        feed->start([this] { ++wakes_; });
        return feed;
    }

    static std::uint8_t firstByte(const std::optional<FeedMessage>& message) {
        return message && message->picture.size > 0 ? *message->picture.data : 0;
    }

    ManualClock clock_;
    FakeHost host_;
    int wakes_ = 0;
};

TEST_F(LiveFeedTest, MessageIsLengthJsonAndTheSharedJpeg) {
    const auto frame = FakeHost::makeFrame(3, 1000, std::string(300, 'x'));
    const FeedMessage message = liveMessage(frame);
    EXPECT_EQ(message.prefix, std::string("\0\0\x01\x2c", 4));
    EXPECT_EQ(*message.text, frame->header);
    EXPECT_EQ(message.text->data(), frame->header.data());  // the very bytes, not a copy
    EXPECT_EQ(message.picture.data, frame->picture.picture()->bytes.data);
    EXPECT_TRUE(message.binary);
}

TEST_F(LiveFeedTest, TheNewestWinsAndASlowViewerIsWokenOnce) {
    const auto feed = open({{"gate"}, std::nullopt});
    for (int i = 1; i <= 100; ++i) {
        host_.publish("gate", FakeHost::makeFrame(static_cast<std::uint64_t>(i), 10));
    }
    EXPECT_EQ(wakes_, 1);
    EXPECT_EQ(firstByte(feed->next()), 100);
    EXPECT_FALSE(feed->next());
    host_.publish("gate", FakeHost::makeFrame(101, 10));
    EXPECT_EQ(wakes_, 2);
}

TEST_F(LiveFeedTest, CamerasTakeTurns) {
    const auto feed = open({{"gate", "yard"}, std::nullopt});
    std::string order;
    for (int i = 0; i < 4; ++i) {
        host_.publish("gate", FakeHost::makeFrame(1, 10));
        host_.publish("yard", FakeHost::makeFrame(2, 10));
        order += std::to_string(firstByte(feed->next()));
    }
    EXPECT_EQ(order, "1212");
}

TEST_F(LiveFeedTest, RateIsKeptPerCamera) {
    const auto feed = open({{"gate"}, 2.0});
    int sent = 0;
    for (int i = 0; i < 100; ++i) {  // 20 s at 5 a second
        host_.publish("gate", FakeHost::makeFrame(1, 10));
        sent += feed->next() ? 1 : 0;
        clock_.advance(std::chrono::milliseconds{200});
    }
    EXPECT_NEAR(sent, 40, 2);
}

TEST_F(LiveFeedTest, ACameraAtJustThatRateLosesNothingToUnevenness) {
    const auto feed = open({{"gate"}, 5.0});
    int sent = 0;
    for (int i = 0; i < 100; ++i) {
        host_.publish("gate", FakeHost::makeFrame(1, 10));
        sent += feed->next() ? 1 : 0;
        clock_.advance(std::chrono::milliseconds{i % 2 == 0 ? 180 : 220});
    }
    EXPECT_EQ(sent, 100);
}

TEST_F(LiveFeedTest, StateGoesFirstAndThrowsOldPicturesAway) {
    const auto feed = open({{"gate"}, std::nullopt});
    host_.publish("gate", FakeHost::makeFrame(1, 10));
    host_.publishState("gate", R"({"camera":"gate","state":"down"})");
    const auto message = feed->next();
    ASSERT_TRUE(message);
    EXPECT_FALSE(message->binary);
    EXPECT_EQ(*message->text, R"({"camera":"gate","state":"down"})");
    EXPECT_FALSE(feed->next());
}

TEST_F(LiveFeedTest, TextChangesTheSubscription) {
    const auto feed = open({{"gate"}, std::nullopt});
    feed->onText(R"({"cameras": ["yard"], "rate": 2})");
    EXPECT_EQ(host_.viewers("gate"), 0U);
    EXPECT_EQ(host_.viewers("yard"), 1U);
    feed->onText(R"({"rate": 1})");
    EXPECT_EQ(host_.viewers("yard"), 1U);
    for (const char* wrong :
         {"", "[", "[]", R"({"cameras": "gate"})", R"({"cameras": [1]})", R"({"rate": "x"})"}) {
        feed->onText(wrong);
        const auto answer = feed->next();
        ASSERT_TRUE(answer && answer->text) << wrong;
        EXPECT_NE(answer->text->find("bad_input"), std::string::npos) << wrong;
    }
    EXPECT_EQ(host_.viewers("yard"), 1U);  // what was wrong changed nothing
    feed->onText(R"({"cameras": ["nowhere"]})");
    EXPECT_NE(feed->next()->text->find("not_found"), std::string::npos);
    for (int i = 0; i < 1000; ++i) {
        feed->onText("[");  // nobody reads the answers: they are bounded
    }
    int answers = 0;
    while (feed->next()) {
        ++answers;
    }
    EXPECT_LE(answers, 16);
}

TEST_F(LiveFeedTest, AfterStopNothingIsCalled) {
    const auto feed = open({{"gate"}, std::nullopt});
    feed->stop();
    EXPECT_EQ(host_.viewers("gate"), 0U);
    host_.publish("gate", FakeHost::makeFrame(1, 10));
    EXPECT_EQ(wakes_, 0);
}

TEST_F(LiveFeedTest, MjpegPartsCarryTheSharedPicture) {
    MjpegFeed feed(
        clock_, [this](LiveViewer& viewer) { return host_.watch("gate", viewer, Host::Feed::Relayed); },
        std::nullopt);
    feed.start([] {});
    const auto frame = FakeHost::makeFrame(9, 1234);
    host_.publishState("gate", "{}");
    EXPECT_FALSE(feed.next());
    host_.publish("gate", frame);
    const auto message = feed.next();
    ASSERT_TRUE(message);
    EXPECT_EQ(message->prefix.rfind("--ocellus\r\n", 0), 0U);
    EXPECT_NE(message->prefix.find("Content-Length: 1234\r\n"), std::string::npos);
    EXPECT_EQ(message->picture.data, frame->picture.picture()->bytes.data);
}

TEST(EventFeed, SendsOnlyWhatTheUserMaySeeAndIsBounded) {
    FakeHost host;
    EventFeed feed([&](EventViewer& viewer) { return host.watchEvents(viewer); },
                   [](const std::string& camera) { return camera == "yard"; });
    int wakes = 0;
    feed.start([&wakes] { ++wakes; });
    host.publishEvent({{"camera", "gate"}, {"id", "1"}});
    host.publishEvent({{"id", "no camera"}});
    EXPECT_FALSE(feed.next());
    for (int i = 0; i < 1000; ++i) {
        host.publishEvent({{"camera", "yard"}, {"id", i}});
    }
    EXPECT_EQ(wakes, 1);
    std::size_t count = 0;
    std::string last;
    while (const auto message = feed.next()) {
        ++count;
        last = *message->text;
    }
    EXPECT_EQ(count, EventFeed::kMostWaiting);
    EXPECT_EQ(nlohmann::json::parse(last)["id"], 999);
    feed.stop();
    EXPECT_EQ(host.eventViewers(), 0U);
}

}  // namespace
}  // namespace ocellus
