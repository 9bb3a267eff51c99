// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "server/http/feed.h"
#include "server/live/live_eye.h"

namespace ocellus {

// What a viewer wants to see. `rate`: pictures a second of each camera; none: all of them.
struct LiveWish {
    std::vector<std::string> cameras;
    std::optional<double> rate;
};

// The WebSocket of the live view (docs/reference/api.md, "Live"): of each camera the newest picture with its
// observation. The cameras take turns, so that a slow viewer sees all of them, each less often. Bound to the
// network thread, but for its eyes.
class LiveFeed final : public Feed {
public:
    static constexpr std::size_t kMostCameras = 64;

    // Joins a viewer to a camera; null where this user has no such camera. It must return at once.
    using Watch = std::function<std::unique_ptr<LiveSubscription>(const std::string&, LiveViewer&)>;

    LiveFeed(const Clock& clock, Watch watch, LiveWish wish);
    ~LiveFeed() override;
    LiveFeed(const LiveFeed&) = delete;
    LiveFeed& operator=(const LiveFeed&) = delete;

    void start(std::function<void()> wake) override;
    void stop() override;
    [[nodiscard]] std::optional<FeedMessage> next() override;
    void onText(std::string_view text) override;

private:
    void apply(LiveWish wish);
    void say(std::string text);

    const Clock& clock_;
    Watch watch_;
    LiveWish wish_;
    Waker waker_;
    std::map<std::string, std::unique_ptr<LiveEye>> eyes_;
    std::string lastServed_;         // whose turn was last
    std::deque<std::string> words_;  // text messages of our own: refusals
};

// The message of one live picture: 4-byte big-endian length, JSON, JPEG.
[[nodiscard]] FeedMessage liveMessage(const LiveFramePtr& frame);

}  // namespace ocellus
