// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <mutex>

#include "server/host.h"
#include "server/http/feed.h"
#include "server/live/waker.h"

namespace ocellus {

// The WebSocket of new events: each as one text message. A viewer too slow for kMostWaiting loses the oldest;
// the list of events has them all. Thread-safe towards its producer, else bound to the network thread.
class EventFeed final : public Feed, public EventViewer {
public:
    static constexpr std::size_t kMostWaiting = 64;

    using Watch = std::function<std::unique_ptr<LiveSubscription>(EventViewer&)>;
    using Filter = std::function<bool(const std::string& camera)>;

    EventFeed(Watch watch, Filter visible) : watch_(std::move(watch)), visible_(std::move(visible)) {}

    ~EventFeed() override { subscription_.reset(); }

    EventFeed(const EventFeed&) = delete;
    EventFeed& operator=(const EventFeed&) = delete;

    void start(std::function<void()> wake) override;
    void stop() override;
    [[nodiscard]] std::optional<FeedMessage> next() override;
    void onEvent(const nlohmann::json& envelope) override;

private:
    Watch watch_;
    Filter visible_;
    Waker waker_;
    std::mutex mutex_;
    std::deque<std::shared_ptr<const std::string>> waiting_;
    std::unique_ptr<LiveSubscription> subscription_;
};

}  // namespace ocellus
