// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "outputs/directory.h"
#include "outputs/home_assistant/discovery.h"
#include "outputs/mqtt/broker.h"
#include "storage/store.h"

namespace ocellus {

// What lies retained on the broker because of us: who is online, the descriptions for Home Assistant, ONVIF's
// properties, and the manual's messages where they are to be retained. Which topics these are follows from
// the settings. A list of them is kept over restarts, so that what nobody renews is taken off the broker:
// what a camera left there goes with the camera, even one that vanished from ocellus.yaml or whose going the
// broker did not hear, and likewise with a zone, a topic, an app. Thread-safe.
class RetainedTopics {
public:
    RetainedTopics(Store& store, const Directory& directory) : store_(store), directory_(directory) {}

    // Does not wait for the disk.
    void setUp(Broker* broker, const std::string& camera, bool up);
    // These do. `broker` null: there is none just now.
    void describe(Broker* broker, const DiscoveredCamera& camera);
    void remove(Broker* broker, const std::string& camera);
    // The directory has changed, or the broker has confirmed what it was told.
    void follow(Broker* broker);

    // Tells a broker all there is to tell, and takes back what was told it before (of another prefix).
    void tellAll(Broker& broker);
    // The broker is left for another, or for none: takes everything back.
    void takeBack(Broker& broker);
    // All cameras and apps are known: what an earlier life left on the broker is taken off it.
    void settle(Broker* broker);

private:
    [[nodiscard]] std::set<std::string> topics(const BrokerSettings& broker) const;
    void update(Broker& broker);
    void remember(std::set<std::string> topics);

    Store& store_;
    const Directory& directory_;
    std::mutex
        notes_;  // over the list; taken before mutex_, which is never held while the disk is waited for
    std::set<std::string> told_;   // as it is kept
    std::set<std::string> asked_;  // of the broker that is now: to be cleared
    bool settled_ = false;
    mutable std::mutex mutex_;
    std::map<std::string, DiscoveredCamera> cameras_;
    std::map<std::string, bool> up_;
};

}  // namespace ocellus
