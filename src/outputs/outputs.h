// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "outputs/destinations.h"
#include "outputs/directory.h"
#include "outputs/home_assistant/discovery.h"
#include "outputs/mqtt/broker.h"
#include "outputs/mqtt/retained_topics.h"
#include "outputs/post_office.h"
#include "storage/store.h"

namespace boost::asio {
class io_context;
}

namespace ocellus {

class HttpSender;

// One destination, for /metrics, GET /system and `doctor`.
struct OutputState {
    std::string destination;
    std::int64_t pending = 0;
    std::int64_t dropped = 0;
    std::uint64_t failures = 0;
    bool up = true;
    std::string reason;
};

// All ways out: knows the destinations, runs their couriers, holds the broker. Thread-safe. The network's
// context must run while this lives, and the store outlives it.
class Outputs {
public:
    // No broker: no MQTT. A broker that cannot be reached is no error here: it is tried for ever.
    [[nodiscard]] static Result<std::unique_ptr<Outputs>> open(Store& store, boost::asio::io_context& network,
                                                               const Clock& clock,
                                                               const std::optional<BrokerSettings>& broker);
    ~Outputs();
    Outputs(const Outputs&) = delete;
    Outputs& operator=(const Outputs&) = delete;

    // Where the events of one app on one camera go, from the next event on. What waits for a destination by
    // that name goes to the new address. What was retained on the broker for zones or topics that are no more
    // is taken off it, and new zones are said to be in no alarm. May wait for the disk, as removeApp().
    void setApp(const AppDestinations& app);
    void removeApp(const std::string& camera, const std::string& app);
    // Once all apps and cameras are set: what waits for destinations that are no more is forgotten, and that
    // is said; what cameras that are no more left on the broker is taken off it. May wait for the disk.
    void forgetOthers();

    // For EventDraft::routes.
    [[nodiscard]] std::vector<Route> routes(const std::string& camera, const std::string& app,
                                            const std::string& type, const Directory::Reaches& reaches) const;

    // Another broker, or none, from now on; what waits goes there. Fails, and keeps the one before, for
    // settings that the library refuses. Waits up to a second for the old one's goodbye.
    [[nodiscard]] Result<void> setBroker(const std::optional<BrokerSettings>& settings);

    // ocellus/<camera>/status, retained.
    void setCameraUp(const std::string& camera, bool up);
    // Describes a camera to Home Assistant, where BrokerSettings::discoveryPrefix is set, and again whenever
    // Home Assistant starts. May wait for the disk, as removeCamera().
    void describeCamera(const DiscoveredCamera& camera);
    // Takes its status and description off the broker; if that is away, once it is back.
    void removeCamera(const std::string& camera);
    // ocellus/<camera>/frame_rate, pictures a second, not retained.
    void tellFrameRate(const std::string& camera, double rate);
    // What an app sees, by Profile M: onvifFrameTopic(), not retained; where the broker takes ONVIF's JSON,
    // for else nobody asks for `frame`.
    void tellFrame(const std::string& camera, const std::string& app,
                   const std::function<nlohmann::json()>& frame);

    // May wait for the disk.
    [[nodiscard]] std::vector<OutputState> states() const;
    // Nothing where there is no broker.
    [[nodiscard]] std::optional<Broker::State> brokerState() const;
    // Topics to which more than one camera publishes in the manual's form, and those cameras.
    [[nodiscard]] std::map<std::string, std::set<std::string>> sharedTopics() const;

private:
    Outputs(Store& store, boost::asio::io_context& network, const Clock& clock);

    void tellBeginning(const AppDestinations& app, const std::optional<AppDestinations>& before);
    void serveBroker(const std::shared_ptr<Broker>& broker);
    [[nodiscard]] std::shared_ptr<Broker> broker() const;

    Store& store_;
    boost::asio::io_context& network_;
    const Clock& clock_;
    Directory directory_;
    StoreMailbag mailbag_;
    RetainedTopics retained_;
    std::shared_ptr<HttpSender> http_;
    std::mutex exchange_;  // one change of the broker at a time
    mutable std::mutex brokerMutex_;
    std::shared_ptr<Broker> broker_;
    PostOffice office_;  // last: its couriers use all of the above
};

}  // namespace ocellus
