// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/host.h"

namespace ocellus {

// The viewers of one camera. Hands each of them the same frame; a viewer takes the pointer and returns.
// Shared by the camera and by the subscriptions that outlive it. Thread-safe.
class LiveHub : public std::enable_shared_from_this<LiveHub> {
public:
    [[nodiscard]] std::unique_ptr<LiveSubscription> join(LiveViewer& viewer, Host::Feed feed);
    void publish(const LiveFramePtr& frame, Host::Feed feed);
    void publish(const std::shared_ptr<const LiveMetadata>& document);
    // The camera is not up: the message says so. Those who join later are told too, until setUp().
    void setDown(std::string message);
    void setUp();
    [[nodiscard]] bool hasViewers(Host::Feed feed) const;
    [[nodiscard]] bool hasViewers() const;

private:
    class Seat;
    void leave(const Seat& seat);

    mutable std::mutex mutex_;  // held while viewers are called: leave() returns when no call can follow
    std::vector<Seat*> seats_;
    std::shared_ptr<const std::string> down_;
};

}  // namespace ocellus
