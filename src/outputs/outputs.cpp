// SPDX-License-Identifier: Apache-2.0
#include "outputs/outputs.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/log.h"
#include "events/onvif_event.h"
#include "outputs/http/http_alarm_output.h"
#include "outputs/http/http_output.h"
#include "outputs/mqtt/mqtt_output.h"
#include "outputs/mqtt/onvif_json.h"
#include "outputs/tcp_alarm/tcp_alarm_output.h"

namespace ocellus {

namespace {

Directory::Broker takenBy(const Broker* broker) {
    return {broker != nullptr, broker != nullptr && broker->settings().onvifEvents};
}

}  // namespace

Outputs::Outputs(Store& store, boost::asio::io_context& network, const Clock& clock)
    : store_(store),
      network_(network),
      clock_(clock),
      directory_({}),
      mailbag_(store),
      retained_(store, directory_),
      http_(std::make_shared<HttpSender>(network)),
      office_(mailbag_, clock) {
    store_.recorder().onQueued(
        [this](const std::set<std::string>& destinations) { office_.wake(destinations); });
}

Outputs::~Outputs() {
    // Nothing calls in any more when the members go: first the store's wake, then the broker's thread.
    store_.recorder().onQueued({});
    (void)store_.run([](Tables&) -> Result<void> { return {}; });
    if (broker_) {
        broker_->stop();
        retained_.follow(broker_.get());  // it has confirmed what it could
    }
}

Result<std::unique_ptr<Outputs>> Outputs::open(Store& store, boost::asio::io_context& network,
                                               const Clock& clock,
                                               const std::optional<BrokerSettings>& settings) {
    std::unique_ptr<Outputs> outputs{new Outputs{store, network, clock}};
    if (auto set = outputs->setBroker(settings); !set) {
        return tl::unexpected(set.error());
    }
    return outputs;
}

Result<void> Outputs::setBroker(const std::optional<BrokerSettings>& settings) {
    const std::lock_guard exchange{exchange_};
    std::shared_ptr<Broker> next;
    if (settings) {
        auto opened = Broker::open(*settings, clock_);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        next = std::move(*opened);
    }
    const std::shared_ptr<Broker> before = broker();
    if (before) {
        // One that stays keeps what lies there: Home Assistant forgets its users' changes with an entity.
        if (!next || next->settings().peer() != before->settings().peer()) {
            retained_.takeBack(*before);
        }
        before->stop();
    }
    {
        const std::lock_guard lock{brokerMutex_};
        broker_ = next;
    }
    directory_.setBroker(takenBy(next.get()));
    if (next) {
        serveBroker(next);
    } else if (before) {
        office_.leave(kBrokerDestination);
    }
    return {};
}

void Outputs::serveBroker(const std::shared_ptr<Broker>& broker) {
    retained_.tellAll(*broker);
    if (const std::string& prefix = broker->settings().discoveryPrefix; !prefix.empty()) {
        broker->listen(homeAssistantStatusTopic(prefix), [started = broker.get()](const std::string& word) {
            if (word == "online") {
                started->repeatStates();
            }
        });
    }
    office_.serve(kBrokerDestination, std::make_shared<MqttOutput>(broker, directory_));
    broker->start([this] { office_.hurry(kBrokerDestination); });
}

std::shared_ptr<Broker> Outputs::broker() const {
    const std::lock_guard lock{brokerMutex_};
    return broker_;
}

void Outputs::setApp(const AppDestinations& app) {
    const auto before = directory_.find(app.camera, app.app);
    directory_.put(app);
    tellBeginning(app, before);
    retained_.follow(broker().get());
    for (std::size_t i = 0; i < app.http.size(); ++i) {
        office_.serve(httpDestinationName(app, i), std::make_shared<HttpOutput>(http_, app, i));
    }
    for (std::size_t i = 0; i < app.tcpAlarms.size(); ++i) {
        if (app.tcpAlarms[i].enabled) {
            office_.serve(tcpAlarmName(app, i), std::make_shared<TcpAlarmOutput>(network_, app, i));
        }
    }
    for (std::size_t i = 0; i < app.httpAlarms.size(); ++i) {
        if (app.httpAlarms[i].enabled) {
            office_.serve(httpAlarmName(app, i), std::make_shared<HttpAlarmOutput>(http_, app, i));
        }
    }
    const auto names = destinationNames(app);
    for (const std::string& old : before ? destinationNames(*before) : std::vector<std::string>{}) {
        if (std::find(names.begin(), names.end(), old) == names.end()) {
            office_.leave(old);
        }
    }
}

// An alarm of an earlier life may have had no end. Through the outbox, so that it comes behind whatever that
// life still had to say.
void Outputs::tellBeginning(const AppDestinations& app, const std::optional<AppDestinations>& before) {
    std::vector<std::string> zones = app.zones;
    std::erase_if(zones, [&](const std::string& zone) {
        return before && std::find(before->zones.begin(), before->zones.end(), zone) != before->zones.end();
    });
    const auto current = broker();
    if (zones.empty() || !current || !current->settings().onvifEvents) {
        return;
    }
    EventDraft draft;
    draft.camera = app.camera;
    draft.app = app.app;
    draft.type = kAppBegins;
    draft.time = clock_.wallNow();
    draft.fields = {{"zones", zones}};
    draft.kept = false;
    draft.routes = {{kBrokerDestination, kOnvifForm}};
    store_.recorder().record(std::move(draft));
}

void Outputs::removeApp(const std::string& camera, const std::string& app) {
    if (const auto before = directory_.find(camera, app)) {
        directory_.removeApp(camera, app);
        retained_.follow(broker().get());
        for (const std::string& name : destinationNames(*before)) {
            office_.leave(name);
        }
    }
}

void Outputs::forgetOthers() {
    std::vector<std::string> names;
    const auto current = broker();
    retained_.settle(current.get());
    if (current) {
        names.emplace_back(kBrokerDestination);
    }
    for (const AppDestinations& app : directory_.all()) {
        const auto its = destinationNames(app);
        names.insert(names.end(), its.begin(), its.end());
    }
    const auto forgotten = store_.run([&](Tables& tables) { return tables.outbox.keepOnly(names); });
    if (!forgotten) {
        log::warn("old destinations could not be forgotten reason=\"{}\"", forgotten.error().text());
    } else if (*forgotten > 0) {
        log::warn("{} messages waited for destinations that are no more; they are dropped", *forgotten);
    }
}

std::vector<Route> Outputs::routes(const std::string& camera, const std::string& app, const std::string& type,
                                   const Directory::Reaches& reaches) const {
    return directory_.routes(camera, app, type, reaches);
}

void Outputs::setCameraUp(const std::string& camera, bool up) {
    retained_.setUp(broker().get(), camera, up);
}

void Outputs::describeCamera(const DiscoveredCamera& camera) {
    retained_.describe(broker().get(), camera);
}

void Outputs::removeCamera(const std::string& camera) {
    retained_.remove(broker().get(), camera);
}

void Outputs::tellFrameRate(const std::string& camera, double rate) {
    if (const auto current = broker()) {
        // One decimal: it is there to be looked at.
        current->publish({frameRateTopic(camera), toText(std::round(rate * 10) / 10), 0, false},
                         [](const DeliveryReport& /*report*/) {});
    }
}

void Outputs::tellFrame(const std::string& camera, const std::string& app,
                        const std::function<nlohmann::json()>& frame) {
    const auto current = broker();
    if (!current || !current->settings().onvifEvents) {
        return;
    }
    if (const auto destinations = directory_.find(camera, app)) {
        current->publish({onvifFrameTopic(*destinations), toText(frame()), 0, false},
                         [](const DeliveryReport& /*report*/) {});
    }
}

std::map<std::string, std::set<std::string>> Outputs::sharedTopics() const {
    return ocellus::sharedTopics(directory_.all());
}

std::vector<OutputState> Outputs::states() const {
    std::vector<OutputState> states;
    const auto queues = store_.run([](Tables& tables) { return tables.outbox.states(); });
    for (const CourierState& courier : office_.states()) {
        OutputState state{courier.destination, 0, 0, courier.failures, courier.up, courier.reason};
        if (queues) {
            for (const OutboxState& queue : *queues) {
                if (queue.destination == courier.destination) {
                    state.pending = queue.pending;
                    state.dropped = queue.dropped;
                }
            }
        }
        states.push_back(std::move(state));
    }
    return states;
}

std::optional<Broker::State> Outputs::brokerState() const {
    const auto current = broker();
    return current ? std::optional{current->state()} : std::nullopt;
}

}  // namespace ocellus
