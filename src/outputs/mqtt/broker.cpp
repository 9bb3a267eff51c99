// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/broker.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace ocellus {
namespace {

constexpr Duration kConnectLimit = std::chrono::seconds{10};
constexpr Duration kAnswerLimit = std::chrono::seconds{30};   // for a PUBACK while connected
constexpr Duration kLongestPause = std::chrono::seconds{10};  // contract, "Limits"
constexpr Duration kGoodbye = std::chrono::seconds{1};
constexpr int kTurnMilliseconds = 250;
constexpr std::size_t kMostStates = 10'000;

Broker& brokerOf(void* object) {
    return *static_cast<Broker*>(object);
}

std::string remedyOf(int connack) {
    switch (connack) {
        case 4:
        case 5:
            return "check user name, password and certificate of mqtt";
        case 2:
            return "choose another client_id";
        default:
            return "look into the broker's log";
    }
}

DeliveryReport retry(const std::string& reason) {
    return {DeliveryReport::Outcome::Retry,
            {Error::Kind::Unavailable, reason, "look whether the broker runs and can be reached"},
            std::nullopt};
}

}  // namespace

Result<std::unique_ptr<Broker>> Broker::open(BrokerSettings settings, const Clock& clock) {
    std::unique_ptr<Broker> broker{new Broker{std::move(settings), clock}};
    if (auto ready = broker->setUp(); !ready) {
        return tl::unexpected(ready.error());
    }
    return broker;
}

Result<void> Broker::setUp() {
    auto client = makeMosquittoClient(settings_, kStatusTopic, this);
    if (!client) {
        return tl::unexpected(client.error());
    }
    handle_ = std::move(*client);
    mosquitto_connect_callback_set(
        handle_.get(), [](mosquitto*, void* object, int code) { brokerOf(object).onConnect(code); });
    mosquitto_disconnect_callback_set(
        handle_.get(), [](mosquitto*, void* object, int code) { brokerOf(object).onDisconnect(code); });
    mosquitto_publish_callback_set(
        handle_.get(), [](mosquitto*, void* object, int message) { brokerOf(object).onPublished(message); });
    mosquitto_message_callback_set(
        handle_.get(), [](mosquitto*, void* object, const mosquitto_message* message) {
            if (const auto& heard = brokerOf(object).heard_; heard && message->payloadlen >= 0) {
                heard({static_cast<const char*>(message->payload),
                       static_cast<std::size_t>(message->payloadlen)});
            }
        });
    mosquitto_log_callback_set(handle_.get(), [](mosquitto*, void* object, int level, const char* text) {
        if (level == MOSQ_LOG_ERR) {
            brokerOf(object).noteDetail(text);
        }
    });
    states_[kStatusTopic] = "online";
    return {};
}

void Broker::listen(std::string topic, std::function<void(const std::string&)> heard) {
    heardTopic_ = std::move(topic);
    heard_ = std::move(heard);
}

void Broker::start(std::function<void()> onUp) {
    onUp_ = std::move(onUp);
    thread_ = std::thread{[this] { loop(); }};
}

void Broker::stop() {
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Broker::loop() {
    Duration pause = std::chrono::seconds{1};
    std::unique_lock lock{mutex_};
    bool first = true;
    while (!ending_) {
        lock.unlock();
        const int keepAlive = static_cast<int>(settings_.keepAlive / std::chrono::seconds{1});
        // Only the name's resolution waits here; the connection itself is made in the loop's turns.
        const int code = first ? mosquitto_connect_async(handle_.get(), settings_.host.c_str(),
                                                         settings_.port, std::clamp(keepAlive, 5, 65535))
                               : mosquitto_reconnect_async(handle_.get());
        first = false;
        lock.lock();
        if (code == MOSQ_ERR_SUCCESS) {
            state_.reason = "connecting to " + settings_.peer();
            wasUp_ = false;
            stayConnected(lock);
            if (wasUp_) {
                pause = std::chrono::seconds{1};
            }
        } else {
            sayDown("the broker " + settings_.peer() + " cannot be reached (" + mosquitto_strerror(code) +
                    ")");
        }
        state_.up = false;
        wake_.wait_for(lock, pause, [this] { return ending_; });
        pause = std::min(pause * 2, kLongestPause);
    }
}

void Broker::noteDetail(const char* text) {
    const std::lock_guard lock{detailMutex_};
    detail_ = text;
}

// The library's word for a code; of TLS errors only its log tells more.
std::string Broker::wordsFor(int code) {
    const std::lock_guard lock{detailMutex_};
    const std::string detail = std::exchange(detail_, {});
    const std::size_t last = detail.rfind(':');
    return code == MOSQ_ERR_TLS && last != std::string::npos ? detail.substr(last + 1)
                                                             : mosquitto_strerror(code);
}

// Turns the library's loop until the connection ends or we do.
void Broker::stayConnected(std::unique_lock<std::mutex>& lock) {
    const Instant began = clock_.now();
    for (;;) {
        const bool leaving = ending_;
        lock.unlock();
        if (leaving) {
            sayGoodbye();
        }
        const int code = leaving ? MOSQ_ERR_CONN_LOST : mosquitto_loop(handle_.get(), kTurnMilliseconds, 1);
        lock.lock();
        if (code != MOSQ_ERR_SUCCESS) {
            if (!leaving && (state_.up || state_.reason.starts_with("connecting"))) {
                sayDown("the connection to the broker " + settings_.peer() + " ended (" + wordsFor(code) +
                        ")");
            }
            connected_ = false;
            giveUpOn([](const Underway& one) { return one.qos == 0; }, state_.reason);
            return;
        }
        const Instant now = clock_.now();
        if (!connected_ && now - began > kConnectLimit) {
            sayDown("the broker " + settings_.peer() + " does not answer");
            lock.unlock();
            mosquitto_disconnect(handle_.get());
            lock.lock();
            return;
        }
        giveUpOn([&](const Underway& one) { return connected_ && now - one.since > kAnswerLimit; },
                 "the broker " + settings_.peer() + " does not confirm what it gets");
    }
}

void Broker::sayGoodbye() {
    {
        const std::lock_guard lock{mutex_};
        if (!connected_) {
            return;
        }
        for (const auto& [topic, payload] : states_) {
            if (payload == "online") {
                sendState(topic, "offline");
            }
        }
    }
    // The last will speaks for ocellus/status only, so the cameras' words must have come over. A second is
    // enough for a broker that is there.
    const Instant deadline = clock_.now() + kGoodbye;
    while (!allConfirmed() && clock_.now() < deadline &&
           mosquitto_loop(handle_.get(), 50, 1) == MOSQ_ERR_SUCCESS) {
    }
    mosquitto_disconnect(handle_.get());
    mosquitto_loop(handle_.get(), 50, 1);
}

void Broker::onConnect(int code) {
    {
        const std::lock_guard lock{mutex_};
        if (code != 0) {
            sayDown("the broker " + settings_.peer() + " refuses us (" + mosquitto_connack_string(code) +
                    "): " + remedyOf(code));
            return;
        }
        connected_ = true;
        wasUp_ = true;
        state_ = {true, {}};
        for (auto& [id, one] : underway_) {
            one.since = clock_.now();  // the library has sent it again
        }
        log::info("broker up peer={}", settings_.peer());
        for (const auto& [topic, payload] : states_) {
            sendState(topic, payload);
        }
        for (const std::string& topic : cleared_) {
            sendState(topic, {});
        }
    }
    if (heard_) {
        mosquitto_subscribe(handle_.get(), nullptr, heardTopic_.c_str(), 1);
    }
    if (onUp_) {
        onUp_();
    }
}

void Broker::onDisconnect(int /*code*/) {
    const std::lock_guard lock{mutex_};
    connected_ = false;
}

void Broker::sayDown(const std::string& reason) {
    if (state_.reason != reason) {
        log::warn("broker down reason=\"{}\"", reason);
    }
    state_ = {false, reason};
}

void Broker::publish(const Publication& publication, Delivered done) {
    std::string reason;
    {
        // Held until the message is entered, so that its confirmation finds it.
        const std::lock_guard lock{mutex_};
        const bool obsolete = publication.retain && cleared_.contains(publication.topic);
        if (connected_ && !obsolete) {
            int id = 0;
            const int code = mosquitto_publish(
                handle_.get(), &id, publication.topic.c_str(), static_cast<int>(publication.payload.size()),
                publication.payload.data(), publication.qos, publication.retain);
            if (code == MOSQ_ERR_SUCCESS) {
                underway_[id] = {std::move(done), publication.qos, clock_.now(),
                                 publication.retain ? publication.topic : ""};
                return;
            }
            reason = "the topic \"" + publication.topic + "\" could not be published (" +
                     mosquitto_strerror(code) + ")";
            if (code == MOSQ_ERR_INVAL || code == MOSQ_ERR_MALFORMED_UTF8 || code == MOSQ_ERR_PAYLOAD_SIZE ||
                code == MOSQ_ERR_OVERSIZE_PACKET || code == MOSQ_ERR_QOS_NOT_SUPPORTED) {
                const Error refused{Error::Kind::BadInput, reason,
                                    "change the topic or QoS in the app's MQTT settings"};
                reason.clear();
                done({DeliveryReport::Outcome::Refused, refused, std::nullopt});
                return;
            }
        } else if (!obsolete) {
            reason = state_.reason;
        }
    }
    done(reason.empty() ? DeliveryReport{} : retry(reason));
}

void Broker::onPublished(int messageId) {
    Delivered done;
    {
        const std::lock_guard lock{mutex_};
        if (const auto said = said_.extract(messageId)) {
            onStateConfirmed(said.mapped());
        }
        auto found = underway_.extract(messageId);
        if (!found) {
            return;
        }
        done = std::move(found.mapped().done);
        // The library sends again what was under way when a connection broke, behind our clearing.
        if (const std::string& topic = found.mapped().retainedOn; cleared_.contains(topic) && connected_) {
            sendState(topic, {});
        }
    }
    if (done) {
        done({});
    }
}

void Broker::onStateConfirmed(const Said& said) {
    const auto coming = [&](const auto& one) { return one.second.retainedOn == said.topic; };
    if (said.clears && std::none_of(underway_.begin(), underway_.end(), coming)) {
        cleared_.erase(said.topic);
    }
}

bool Broker::allConfirmed() const {
    const std::lock_guard lock{mutex_};
    return said_.empty();
}

// Called with the lock held; what `done` does must not come back here (couriers only post).
void Broker::giveUpOn(const std::function<bool(const Underway&)>& which, const std::string& reason) {
    for (auto one = underway_.begin(); one != underway_.end();) {
        if (!which(one->second)) {
            ++one;
            continue;
        }
        if (one->second.done) {
            one->second.done(retry(reason));
        }
        one = underway_.erase(one);
    }
}

void Broker::sendState(const std::string& topic, const std::string& payload) {
    int id = 0;
    if (mosquitto_publish(handle_.get(), &id, topic.c_str(), static_cast<int>(payload.size()), payload.data(),
                          1, true) == MOSQ_ERR_SUCCESS) {
        said_[id] = {topic, payload.empty()};
    }
}

void Broker::setState(const std::string& topic, const std::string& payload) {
    const std::lock_guard lock{mutex_};
    if (states_.size() >= kMostStates && !states_.contains(topic)) {
        log::warn("too many retained topics; one is left out topic={}", topic);
        return;
    }
    cleared_.erase(topic);
    std::string& held = states_[topic];
    const bool changed = held != payload;
    held = payload;
    if (changed && connected_) {
        sendState(topic, payload);
    }
}

void Broker::repeatStates() {
    const std::lock_guard lock{mutex_};
    if (connected_) {
        for (const auto& [topic, payload] : states_) {
            sendState(topic, payload);
        }
    }
}

void Broker::clear(const std::string& topic) {
    const std::lock_guard lock{mutex_};
    states_.erase(topic);
    if (cleared_.size() < kMostStates) {
        cleared_.insert(topic);
    }
    if (connected_) {
        sendState(topic, {});
    }
}

void Broker::keep(const std::set<std::string>& topics) {
    const std::lock_guard lock{mutex_};
    for (const std::string& topic : topics) {
        cleared_.erase(topic);
    }
}

std::set<std::string> Broker::beingCleared() const {
    const std::lock_guard lock{mutex_};
    return cleared_;
}

Broker::State Broker::state() const {
    const std::lock_guard lock{mutex_};
    return state_;
}

}  // namespace ocellus
