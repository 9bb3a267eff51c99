// SPDX-License-Identifier: Apache-2.0
#include "daemon/live/event_viewers.h"

#include <utility>

namespace ocellus {

class EventViewers::Seat final : public LiveSubscription {
public:
    Seat(std::shared_ptr<EventViewers> viewers, EventViewer& viewer)
        : viewers_(std::move(viewers)), viewer_(viewer) {}

    ~Seat() override {
        const std::lock_guard lock{viewers_->mutex_};
        std::erase(viewers_->seats_, this);
    }

    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

    void tell(const nlohmann::json& envelope) { viewer_.onEvent(envelope); }

private:
    std::shared_ptr<EventViewers> viewers_;
    EventViewer& viewer_;
};

std::unique_ptr<LiveSubscription> EventViewers::join(EventViewer& viewer) {
    auto seat = std::make_unique<Seat>(shared_from_this(), viewer);
    const std::lock_guard lock{mutex_};
    seats_.push_back(seat.get());
    return seat;
}

void EventViewers::tell(const nlohmann::json& envelope) {
    const std::lock_guard lock{mutex_};
    for (Seat* seat : seats_) {
        seat->tell(envelope);
    }
}

}  // namespace ocellus
