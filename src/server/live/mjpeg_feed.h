// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/feed.h"
#include "server/live/live_eye.h"

namespace ocellus {

// One camera's pictures as parts of multipart/x-mixed-replace, the newest each time. Bound to the network
// thread, but for its eye.
class MjpegFeed final : public Feed {
public:
    static constexpr const char* kContentType = "multipart/x-mixed-replace; boundary=ocellus";

    using Watch = std::function<std::unique_ptr<LiveSubscription>(LiveViewer&)>;

    MjpegFeed(const Clock& clock, Watch watch, std::optional<double> rate)
        : watch_(std::move(watch)), eye_(clock, waker_, rate) {}

    ~MjpegFeed() override { eye_.join(nullptr); }

    MjpegFeed(const MjpegFeed&) = delete;
    MjpegFeed& operator=(const MjpegFeed&) = delete;

    void start(std::function<void()> wake) override {
        waker_.set(std::move(wake));
        eye_.join(watch_(eye_));
    }

    void stop() override {
        waker_.clear();
        eye_.join(nullptr);
    }

    [[nodiscard]] std::optional<FeedMessage> next() override;

private:
    Watch watch_;
    Waker waker_;
    LiveEye eye_;
};

}  // namespace ocellus
