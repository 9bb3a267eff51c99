// SPDX-License-Identifier: Apache-2.0
#include "daemon/live/live_hub.h"

#include <algorithm>

namespace ocellus {

class LiveHub::Seat final : public LiveSubscription {
public:
    Seat(std::shared_ptr<LiveHub> hub, LiveViewer& viewer, Host::Feed feed)
        : hub_(std::move(hub)), viewer_(viewer), feed_(feed) {}

    ~Seat() override { hub_->leave(*this); }

    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

    [[nodiscard]] LiveViewer& viewer() const { return viewer_; }

    [[nodiscard]] Host::Feed feed() const { return feed_; }

private:
    std::shared_ptr<LiveHub> hub_;
    LiveViewer& viewer_;
    Host::Feed feed_;
};

std::unique_ptr<LiveSubscription> LiveHub::join(LiveViewer& viewer, Host::Feed feed) {
    auto seat = std::make_unique<Seat>(shared_from_this(), viewer, feed);
    const std::lock_guard lock{mutex_};
    seats_.push_back(seat.get());
    if (down_) {
        viewer.onState(down_);
    }
    return seat;
}

void LiveHub::leave(const Seat& seat) {
    const std::lock_guard lock{mutex_};
    std::erase_if(seats_, [&](const Seat* other) { return other == &seat; });
}

void LiveHub::publish(const LiveFramePtr& frame, Host::Feed feed) {
    const std::lock_guard lock{mutex_};
    for (const Seat* seat : seats_) {
        if (seat->feed() == feed) {
            seat->viewer().onFrame(frame);
        }
    }
}

void LiveHub::publish(const std::shared_ptr<const LiveMetadata>& document) {
    const std::lock_guard lock{mutex_};
    for (const Seat* seat : seats_) {
        if (seat->feed() == Host::Feed::Metadata) {
            seat->viewer().onMetadata(document);
        }
    }
}

void LiveHub::setDown(std::string message) {
    const std::lock_guard lock{mutex_};
    down_ = std::make_shared<const std::string>(std::move(message));
    for (const Seat* seat : seats_) {
        seat->viewer().onState(down_);
    }
}

void LiveHub::setUp() {
    const std::lock_guard lock{mutex_};
    down_.reset();
}

bool LiveHub::hasViewers(Host::Feed feed) const {
    const std::lock_guard lock{mutex_};
    return std::any_of(seats_.begin(), seats_.end(), [&](const Seat* seat) { return seat->feed() == feed; });
}

bool LiveHub::hasViewers() const {
    const std::lock_guard lock{mutex_};
    return !seats_.empty();
}

}  // namespace ocellus
