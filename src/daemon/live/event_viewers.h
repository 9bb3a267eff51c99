// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "server/host.h"

namespace ocellus {

// Those who want to hear of each event as it is stored: browsers with the event list open. Thread-safe.
class EventViewers : public std::enable_shared_from_this<EventViewers> {
public:
    [[nodiscard]] std::unique_ptr<LiveSubscription> join(EventViewer& viewer);
    void tell(const nlohmann::json& envelope);

private:
    class Seat;

    std::mutex mutex_;  // held while viewers are told: when a seat is gone no call can follow
    std::vector<Seat*> seats_;
};

}  // namespace ocellus
