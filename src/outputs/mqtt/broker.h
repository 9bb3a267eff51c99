// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mosquitto.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>

#include "base/clock.h"
#include "outputs/mqtt/broker_settings.h"
#include "outputs/mqtt/publication.h"
#include "outputs/output.h"

namespace ocellus {

// One lasting connection to the broker, on a thread of its own. Reconnects after 1, 2, 4 … 10 s. The retained
// states that it was given (who is online) are sent again at each connect, and `ocellus/status` says offline
// when we go, by our own word or by the last will. Thread-safe; no call waits for the network.
class Broker {
public:
    static constexpr const char* kStatusTopic = "ocellus/status";

    struct State {
        bool up = false;
        std::string reason;  // while it is not up
    };

    // Fails for settings that the library refuses: certificates that cannot be read and the like.
    [[nodiscard]] static Result<std::unique_ptr<Broker>> open(BrokerSettings settings, const Clock& clock);

    ~Broker() { stop(); }

    Broker(const Broker&) = delete;
    Broker& operator=(const Broker&) = delete;

    // Connects, and stays connected till the end. `onUp` is called on the broker's thread at each connect.
    void start(std::function<void()> onUp);
    // Says goodbye and ends within about a second; nothing is called any more.
    void stop();

    // `done` is called once: delivered means PUBACK (QoS 1), PUBCOMP (QoS 2) or written (QoS 0).
    void publish(const Publication& publication, Delivered done);

    // A retained state, sent now if connected and again at each connect. At most 10,000 topics.
    void setState(const std::string& topic, const std::string& payload);
    // Takes a retained state off the broker, now or at the next connect; also one of an earlier life.
    void removeState(const std::string& topic);

    [[nodiscard]] State state() const;

    [[nodiscard]] const BrokerSettings& settings() const { return settings_; }

private:
    struct Free {
        void operator()(mosquitto* handle) const { mosquitto_destroy(handle); }
    };

    using Handle = std::unique_ptr<mosquitto, Free>;

    struct Underway {
        Delivered done;
        int qos = 0;
        Instant since;
    };

    Broker(BrokerSettings settings, const Clock& clock) : settings_(std::move(settings)), clock_(clock) {}

    [[nodiscard]] Result<void> setUp();
    [[nodiscard]] Result<void> setUpTls();
    void loop();
    void stayConnected(std::unique_lock<std::mutex>& lock);
    void onConnect(int code);
    void onDisconnect(int code);
    void onPublished(int messageId);
    void sayDown(const std::string& reason);
    void sendState(const std::string& topic, const std::string& payload);
    void giveUpOn(const std::function<bool(const Underway&)>& which, const std::string& reason);
    void sayGoodbye();
    void noteDetail(const char* text);
    [[nodiscard]] std::string wordsFor(int code);

    const BrokerSettings settings_;
    const Clock& clock_;
    Handle handle_;
    std::function<void()> onUp_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    State state_{false, "not connected yet"};
    bool ending_ = false;
    bool connected_ = false;
    bool wasUp_ = false;  // since the last connect began
    std::unordered_map<int, Underway> underway_;
    std::map<std::string, std::string> states_;
    std::set<std::string> removed_;  // said again at each connect: nobody tells whether it was heard
    std::mutex detailMutex_;
    std::string detail_;  // the library's last error, which it gives to its log only
    std::thread thread_;
};

}  // namespace ocellus
