// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "outputs/home_assistant/discovery.h"
#include "outputs/mqtt/broker.h"
#include "storage/store.h"

namespace ocellus {

// What lies retained on the broker because of us: who is online, and the descriptions for Home Assistant. A
// list of the topics is kept over restarts, so that what a camera left there goes with the camera, even one
// that vanished from ocellus.yaml, or whose going the broker did not hear. Thread-safe.
class RetainedTopics {
public:
    explicit RetainedTopics(Store& store) : store_(store) {}

    // Does not wait for the disk.
    void setUp(Broker* broker, const std::string& camera, bool up);
    // These do. `broker` null: there is none just now.
    void describe(Broker* broker, const DiscoveredCamera& camera);
    void remove(Broker* broker, const std::string& camera);

    // Tells a broker all there is to tell, and takes back what was told it before (of another prefix).
    void tellAll(Broker& broker);
    // The broker is left for another, or for none: takes everything back.
    void takeBack(Broker& broker);
    // All cameras are known: what an earlier life left on the broker is taken off it.
    void settle(Broker* broker);

private:
    [[nodiscard]] std::set<std::string> topics(const std::string& prefix) const;
    void takeOff(Broker& broker, const std::set<std::string>& now) const;
    void remember(const Broker& broker, std::set<std::string> topics);

    Store& store_;
    std::mutex
        notes_;  // over the list; taken before mutex_, which is never held while the disk is waited for
    std::set<std::string> told_;  // as it is kept
    bool settled_ = false;
    mutable std::mutex mutex_;
    std::map<std::string, DiscoveredCamera> cameras_;
    std::map<std::string, bool> up_;
};

}  // namespace ocellus
