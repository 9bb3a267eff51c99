// SPDX-License-Identifier: Apache-2.0
#include "daemon/live/renditions.h"

#include <gtest/gtest.h>

#include <mutex>

#include "daemon/live/live_hub.h"
#include "gate/gate.h"
#include "image/jpeg_decoder.h"
#include "support/grey_picture.h"
#include "support/wait_until.h"

namespace ocellus {
namespace {

using test::slopeJpeg;
using test::waitUntil;

class Viewer final : public LiveViewer {
public:
    void onFrame(LiveFramePtr frame) override {
        const std::lock_guard lock{mutex_};
        ++frames_;
        last_ = std::move(frame);
    }

    [[nodiscard]] int frames() const {
        const std::lock_guard lock{mutex_};
        return frames_;
    }

    [[nodiscard]] LiveFramePtr last() const {
        const std::lock_guard lock{mutex_};
        return last_;
    }

    [[nodiscard]] FrameSize size() const {
        const auto bytes = last()->picture.picture()->bytes;
        return JpegDecoder{}.readSize(bytes.view()).value();
    }

private:
    mutable std::mutex mutex_;
    int frames_ = 0;
    LiveFramePtr last_;
};

class RenditionsTest : public testing::Test {
protected:
    std::unique_ptr<LiveSubscription> watch(Viewer& viewer, const RenditionWish& wish,
                                            const std::string& camera = "gate") {
        return renditions_.watch(camera, wish, viewer, [this](LiveViewer& rendition) {
            ++joined_;
            return camera_->join(rendition, Host::Feed::Relayed);
        });
    }

    void send(const PicturePtr& picture) {
        camera_->publish(std::make_shared<const LiveFrame>(LiveFrame{Gate{}.pass(picture), {}}),
                         Host::Feed::Relayed);
    }

    std::shared_ptr<LiveHub> camera_ = std::make_shared<LiveHub>();
    int joined_ = 0;
    Renditions renditions_{2};
};

TEST_F(RenditionsTest, OneRenditionServesAllWhoWishTheSame) {
    Viewer a;
    Viewer b;
    Viewer other;
    const auto seatA = watch(a, {.width = 160, .height = 120});
    const auto seatB = watch(b, {.width = 160, .height = 120});
    const auto seatOther = watch(other, {.width = 80, .height = 60});
    EXPECT_EQ(joined_, 2);
    send(slopeJpeg(640, 360));
    ASSERT_TRUE(waitUntil([&] { return a.frames() == 1 && b.frames() == 1 && other.frames() == 1; }));
    EXPECT_EQ(a.last(), b.last()) << "made once";
    EXPECT_EQ(a.size(), (FrameSize{160, 90}));
    EXPECT_EQ(other.size(), (FrameSize{80, 46}));
}

TEST_F(RenditionsTest, WhatTheCameraSendsAlreadyIsPassedOnUntouched) {
    Viewer viewer;
    const auto seat = watch(viewer, {.width = 1920, .height = 1080, .quality = 95});
    const PicturePtr picture = slopeJpeg(640, 360, 80);
    send(picture);
    ASSERT_TRUE(waitUntil([&] { return viewer.frames() == 1; }));
    EXPECT_EQ(viewer.last()->picture.picture(), picture);
}

TEST_F(RenditionsTest, CoarserQualityWeighsLess) {
    Viewer viewer;
    const auto seat = watch(viewer, {.quality = 30});
    const PicturePtr picture = slopeJpeg(640, 360, 90);
    send(picture);
    ASSERT_TRUE(waitUntil([&] { return viewer.frames() == 1; }));
    EXPECT_LT(viewer.last()->picture.picture()->bytes.size, picture->bytes.size / 2);
    EXPECT_EQ(viewer.size(), (FrameSize{640, 360}));
}

TEST_F(RenditionsTest, ItEndsWithItsLastViewer) {
    Viewer a;
    Viewer b;
    auto seatA = watch(a, {.quality = 30});
    auto seatB = watch(b, {.quality = 30});
    seatA.reset();
    EXPECT_TRUE(camera_->hasViewers());
    seatB.reset();
    EXPECT_TRUE(waitUntil([&] { return !camera_->hasViewers(); }));
    const auto again = watch(a, {.quality = 30});
    EXPECT_EQ(joined_, 2);
}

TEST_F(RenditionsTest, ADamagedPictureCostsOnlyItself) {
    Viewer viewer;
    const auto seat = watch(viewer, {.width = 64, .height = 64});
    auto broken = std::make_shared<Picture>(*slopeJpeg(640, 360));
    broken->bytes.size /= 2;
    send(broken);
    send(slopeJpeg(640, 360));
    ASSERT_TRUE(waitUntil([&] { return viewer.frames() == 1; }));
}

TEST_F(RenditionsTest, ThereIsNoneOfACameraThatIsNotThere) {
    Viewer viewer;
    EXPECT_EQ(renditions_.watch("none", {.quality = 30}, viewer, [](LiveViewer&) { return nullptr; }),
              nullptr);
}

TEST_F(RenditionsTest, ManyComeAndGoWhilePicturesCome) {
    std::atomic<bool> over = false;
    const PicturePtr picture = slopeJpeg(64, 48);
    std::thread camera([&] {
        while (!over) {
            send(picture);
        }
    });
    for (int i = 0; i < 200; ++i) {
        Viewer viewer;
        const auto seat = watch(viewer, {.quality = 10 + i % 3});
        if (i % 20 == 0) {
            EXPECT_TRUE(waitUntil([&] { return viewer.frames() > 0; }));
        }
    }
    over = true;
    camera.join();
}

}  // namespace
}  // namespace ocellus
