// SPDX-License-Identifier: Apache-2.0
#include "server/live/event_feed.h"

#include <nlohmann/json.hpp>

namespace ocellus {

void EventFeed::start(std::function<void()> wake) {
    waker_.set(std::move(wake));
    subscription_ = watch_(*this);
}

void EventFeed::stop() {
    waker_.clear();
    subscription_.reset();
}

std::optional<FeedMessage> EventFeed::next() {
    waker_.rearm();
    const std::lock_guard lock{mutex_};
    if (waiting_.empty()) {
        return std::nullopt;
    }
    FeedMessage message;
    message.text = std::move(waiting_.front());
    waiting_.pop_front();
    return message;
}

void EventFeed::onEvent(const nlohmann::json& envelope) {
    const auto camera = envelope.find("camera");
    if (camera == envelope.end() || !camera->is_string() || !visible_(camera->get<std::string>())) {
        return;
    }
    auto text = std::make_shared<const std::string>(
        envelope.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    {
        const std::lock_guard lock{mutex_};
        if (waiting_.size() == kMostWaiting) {
            waiting_.pop_front();
        }
        waiting_.push_back(std::move(text));
    }
    waker_.signal();
}

}  // namespace ocellus
