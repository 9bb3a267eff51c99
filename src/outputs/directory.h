// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outputs/destinations.h"
#include "storage/event_draft.h"

namespace ocellus {

// Forms of a message.
inline constexpr const char* kEventForm = "event";    // our envelope
inline constexpr const char* kManualForm = "manual";  // as the camera maker's manual has it
inline constexpr const char* kOnvifForm = "onvif";    // ONVIF's events over MQTT (mqtt/onvif_json.h)

// Knows where the events of each app on each camera go. Thread-safe.
class Directory {
public:
    // What the broker of the host takes.
    struct Broker {
        bool any = false;
        bool onvif = false;
    };

    explicit Directory(Broker broker) : broker_(broker) {}

    void setBroker(Broker broker);

    void put(AppDestinations app);
    void removeApp(const std::string& camera, const std::string& app);
    [[nodiscard]] std::optional<AppDestinations> find(const std::string& camera,
                                                      const std::string& app) const;
    [[nodiscard]] std::vector<AppDestinations> all() const;

    // Whether a count is the first of its app, or one interval has passed since the last that was sent.
    using Reaches = std::function<bool(Duration interval)>;

    // The routes of one event. Counts are paced by `reaches`; other events are never held back.
    [[nodiscard]] std::vector<Route> routes(const std::string& camera, const std::string& app,
                                            const std::string& type, const Reaches& reaches) const;

private:
    using Key = std::pair<std::string, std::string>;

    mutable std::mutex mutex_;
    Broker broker_;
    std::map<Key, AppDestinations> apps_;
};

}  // namespace ocellus
