// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.h"
#include "server/host.h"
#include "server/live/rate_limit.h"
#include "server/live/waker.h"

namespace ocellus {

// One viewer's look at one camera: a mailbox of one picture and one word on the camera's state. Thread-safe.
class LiveEye final : public LiveViewer {
public:
    struct News {
        std::shared_ptr<const std::string> state;  // a text message; may be null
        LiveFramePtr frame;                        // may be null
    };

    LiveEye(const Clock& clock, Waker& waker, std::optional<double> rate)
        : clock_(clock), waker_(waker), limit_(rate) {}

    void onFrame(LiveFramePtr frame) override {
        {
            const std::lock_guard lock{mutex_};
            if (!limit_.pass(clock_.now())) {
                return;
            }
            news_.frame = std::move(frame);
        }
        waker_.signal();
    }

    void onState(std::shared_ptr<const std::string> message) override {
        {
            const std::lock_guard lock{mutex_};
            news_.state = std::move(message);
            news_.frame = nullptr;  // from before the change
        }
        waker_.signal();
    }

    void setRate(std::optional<double> rate) {
        const std::lock_guard lock{mutex_};
        limit_ = RateLimit(rate);
    }

    // One piece of it; the state goes first.
    [[nodiscard]] News take() {
        const std::lock_guard lock{mutex_};
        if (news_.state) {
            return News{std::exchange(news_.state, nullptr), nullptr};
        }
        return News{nullptr, std::exchange(news_.frame, nullptr)};
    }

    void join(std::unique_ptr<LiveSubscription> subscription) { subscription_ = std::move(subscription); }

private:
    const Clock& clock_;
    Waker& waker_;
    std::mutex mutex_;
    RateLimit limit_;
    News news_;
    std::unique_ptr<LiveSubscription> subscription_;  // last: while it lives, calls come in
};

}  // namespace ocellus
