// SPDX-License-Identifier: Apache-2.0
#include "daemon/live/live_hub.h"

#include <gtest/gtest.h>

#include "gate/gate.h"

namespace ocellus {
namespace {

class CountingViewer final : public LiveViewer {
public:
    void onFrame(LiveFramePtr frame) override {
        ++frames;
        last = std::move(frame);
    }

    void onMetadata(std::shared_ptr<const LiveMetadata> document) override { metadata = std::move(document); }

    int frames = 0;
    std::shared_ptr<const LiveMetadata> metadata;
    LiveFramePtr last;
};

LiveFramePtr frameOf(std::uint64_t sequence) {
    auto picture = std::make_shared<Picture>();
    picture->sequence = sequence;
    return std::make_shared<const LiveFrame>(LiveFrame{Gate{}.pass(picture), {}});
}

TEST(LiveHub, EveryViewerOfAFeedGetsTheSameFrame) {
    const auto hub = std::make_shared<LiveHub>();
    CountingViewer a;
    CountingViewer b;
    CountingViewer relay;
    const auto seatA = hub->join(a, Host::Feed::Observed);
    const auto seatB = hub->join(b, Host::Feed::Observed);
    const auto seatRelay = hub->join(relay, Host::Feed::Relayed);
    hub->publish(frameOf(1), Host::Feed::Observed);
    EXPECT_EQ(a.frames, 1);
    EXPECT_EQ(a.last, b.last);  // shared, not copied
    EXPECT_EQ(relay.frames, 0);
}

TEST(LiveHub, MetadataGoesToThoseWhoReadIt) {
    const auto hub = std::make_shared<LiveHub>();
    CountingViewer viewer;
    CountingViewer reader;
    const auto seatViewer = hub->join(viewer, Host::Feed::Unconverted);
    EXPECT_FALSE(hub->hasViewers(Host::Feed::Metadata));
    const auto seatReader = hub->join(reader, Host::Feed::Metadata);
    hub->publish(std::make_shared<const LiveMetadata>(LiveMetadata{"<a/>", {}, {}}));
    ASSERT_TRUE(reader.metadata);
    EXPECT_EQ(reader.metadata->xml, "<a/>");
    EXPECT_FALSE(viewer.metadata);
    hub->publish(frameOf(1), Host::Feed::Unconverted);
    EXPECT_EQ(viewer.frames, 1);
    EXPECT_EQ(reader.frames, 0);
}

TEST(LiveHub, ALeftSeatGetsNothingAndMayOutliveItsCamera) {
    auto hub = std::make_shared<LiveHub>();
    CountingViewer viewer;
    auto seat = hub->join(viewer, Host::Feed::Observed);
    EXPECT_TRUE(hub->hasViewers());
    const std::weak_ptr<LiveHub> watched = hub;
    hub.reset();
    EXPECT_FALSE(watched.expired());
    seat.reset();
    EXPECT_TRUE(watched.expired());
    EXPECT_EQ(viewer.frames, 0);
}

}  // namespace
}  // namespace ocellus
