// SPDX-License-Identifier: Apache-2.0
#include "outputs/mqtt/broker.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/identifier.h"
#include "base/log.h"

namespace ocellus {
namespace {

constexpr Duration kConnectLimit = std::chrono::seconds{10};
constexpr Duration kAnswerLimit = std::chrono::seconds{30};   // for a PUBACK while connected
constexpr Duration kLongestPause = std::chrono::seconds{10};  // contract, "Limits"
constexpr Duration kGoodbye = std::chrono::seconds{1};
constexpr int kTurnMilliseconds = 250;
constexpr std::size_t kMostStates = 10'000;

// libmosquitto wants to be told once before its first use.
void setUpLibrary() {
    static const int kReady = mosquitto_lib_init();
    (void)kReady;
}

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
    setUpLibrary();
    std::unique_ptr<Broker> broker{new Broker{std::move(settings), clock}};
    if (auto ready = broker->setUp(); !ready) {
        return tl::unexpected(ready.error());
    }
    return broker;
}

Result<void> Broker::setUp() {
    const std::string id = settings_.clientId.empty() ? "ocellus-" + randomToken(9) : settings_.clientId;
    handle_.reset(mosquitto_new(id.c_str(), true, this));
    if (!handle_) {
        return failure(Error::Kind::Internal, "the MQTT client could not be made", "report this message");
    }
    mosquitto_threaded_set(handle_.get(), true);
    mosquitto_connect_callback_set(
        handle_.get(), [](mosquitto*, void* object, int code) { brokerOf(object).onConnect(code); });
    mosquitto_disconnect_callback_set(
        handle_.get(), [](mosquitto*, void* object, int code) { brokerOf(object).onDisconnect(code); });
    mosquitto_publish_callback_set(
        handle_.get(), [](mosquitto*, void* object, int message) { brokerOf(object).onPublished(message); });
    mosquitto_log_callback_set(handle_.get(), [](mosquitto*, void* object, int level, const char* text) {
        if (level == MOSQ_LOG_ERR) {
            brokerOf(object).noteDetail(text);
        }
    });
    constexpr std::string_view kOffline = "offline";
    mosquitto_will_set(handle_.get(), kStatusTopic, static_cast<int>(kOffline.size()), kOffline.data(), 1,
                       true);
    if (!settings_.username.empty()) {
        mosquitto_username_pw_set(handle_.get(), settings_.username.c_str(),
                                  settings_.password.reveal().c_str());
    }
    states_[kStatusTopic] = "online";
    return settings_.tls ? setUpTls() : Result<void>{};
}

Result<void> Broker::setUpTls() {
    const auto orNull = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
    int code = MOSQ_ERR_SUCCESS;
    if (settings_.authorities.empty()) {
        code = mosquitto_int_option(handle_.get(), MOSQ_OPT_TLS_USE_OS_CERTS, 1);
    }
    if (code == MOSQ_ERR_SUCCESS && !(settings_.authorities.empty() && settings_.certificate.empty())) {
        code = mosquitto_tls_set(handle_.get(), orNull(settings_.authorities),
                                 settings_.authorities.empty() ? "/etc/ssl/certs" : nullptr,
                                 orNull(settings_.certificate), orNull(settings_.key), nullptr);
    }
    if (code != MOSQ_ERR_SUCCESS) {
        return failure(
            Error::Kind::BadInput,
            "the TLS settings of mqtt are refused (" + std::string(mosquitto_strerror(code)) + ")",
            "check that the files of mqtt.tls exist, are PEM, and that certificate and key are a pair");
    }
    return {};
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
    std::vector<std::string> topics;
    {
        const std::lock_guard lock{mutex_};
        if (!connected_) {
            return;
        }
        for (auto& [topic, payload] : states_) {
            if (payload == "online") {
                topics.push_back(topic);
            }
        }
    }
    constexpr std::string_view kOffline = "offline";
    int last = 0;
    for (const std::string& topic : topics) {
        mosquitto_publish(handle_.get(), &last, topic.c_str(), static_cast<int>(kOffline.size()),
                          kOffline.data(), 1, true);
    }
    // A second is enough for a broker that is there; another one tells by the last will.
    const Instant deadline = clock_.now() + kGoodbye;
    while (mosquitto_want_write(handle_.get()) && clock_.now() < deadline &&
           mosquitto_loop(handle_.get(), 50, 1) == MOSQ_ERR_SUCCESS) {
    }
    mosquitto_disconnect(handle_.get());
    mosquitto_loop(handle_.get(), 50, 1);
}

void Broker::onConnect(int code) {
    std::map<std::string, std::string> states;
    std::set<std::string> removed;
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
        states = states_;
        removed = removed_;
        log::info("broker up peer={}", settings_.peer());
    }
    for (const auto& [topic, payload] : states) {
        sendState(topic, payload);
    }
    for (const std::string& topic : removed) {
        sendState(topic, {});
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
        if (connected_) {
            int id = 0;
            const int code = mosquitto_publish(
                handle_.get(), &id, publication.topic.c_str(), static_cast<int>(publication.payload.size()),
                publication.payload.data(), publication.qos, publication.retain);
            if (code == MOSQ_ERR_SUCCESS) {
                underway_[id] = {std::move(done), publication.qos, clock_.now()};
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
        } else {
            reason = state_.reason;
        }
    }
    done(retry(reason));
}

void Broker::onPublished(int messageId) {
    Delivered done;
    {
        const std::lock_guard lock{mutex_};
        const auto found = underway_.find(messageId);
        if (found == underway_.end()) {
            return;
        }
        done = std::move(found->second.done);
        underway_.erase(found);
    }
    if (done) {
        done({});
    }
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
    mosquitto_publish(handle_.get(), nullptr, topic.c_str(), static_cast<int>(payload.size()), payload.data(),
                      1, true);
}

void Broker::setState(const std::string& topic, const std::string& payload) {
    const std::lock_guard lock{mutex_};
    if (states_.size() >= kMostStates && !states_.contains(topic)) {
        log::warn("too many retained topics; one is left out topic={}", topic);
        return;
    }
    removed_.erase(topic);
    std::string& held = states_[topic];
    const bool changed = held != payload;
    held = payload;
    if (changed && connected_) {
        sendState(topic, payload);
    }
}

void Broker::removeState(const std::string& topic) {
    const std::lock_guard lock{mutex_};
    states_.erase(topic);
    if (removed_.size() < kMostStates) {
        removed_.insert(topic);
    }
    if (connected_) {
        sendState(topic, {});
    }
}

Broker::State Broker::state() const {
    const std::lock_guard lock{mutex_};
    return state_;
}

}  // namespace ocellus
