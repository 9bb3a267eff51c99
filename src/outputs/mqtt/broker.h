// SPDX-License-Identifier: Apache-2.0
#pragma once

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
#include "outputs/mqtt/mosquitto_client.h"
#include "outputs/mqtt/publication.h"
#include "outputs/output.h"

namespace ocellus {

// One lasting connection to the broker, on a thread of its own. Reconnects after 1, 2, 4 … 10 s. The retained
// states that it was given (who is online) are sent again at each connect, and those that say online say
// offline when we go: `ocellus/status` by our own word or by the last will, the others by our word, which is
// waited for. Thread-safe; no call waits for the network.
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

    // `heard` is called on the broker's thread with each message on a topic. One topic; before start().
    void listen(std::string topic, std::function<void(const std::string& payload)> heard);
    // Connects, and stays connected till the end. `onUp` is called on the broker's thread at each connect.
    void start(std::function<void()> onUp);
    // Says goodbye and ends within about a second, sooner if all of it is confirmed; nothing is called any
    // more.
    void stop();

    // `done` is called once: delivered means PUBACK (QoS 1), PUBCOMP (QoS 2) or written (QoS 0). What is to
    // be retained on a topic that is being cleared is not sent, and counts as delivered.
    void publish(const Publication& publication, Delivered done);

    // A retained state, sent now if connected and again at each connect. At most 10,000 topics.
    void setState(const std::string& topic, const std::string& payload);
    // Says all states again, to somebody who has just come.
    void repeatStates();
    // Clears a topic on which something is retained, now or at the next connect: a state, something that was
    // published, or what an earlier life left there.
    void clear(const std::string& topic);
    // What may be retained from now on: none of these is cleared any more.
    void keep(const std::set<std::string>& topics);
    // The topics whose clearing the broker has not confirmed.
    [[nodiscard]] std::set<std::string> beingCleared() const;

    [[nodiscard]] State state() const;

    [[nodiscard]] const BrokerSettings& settings() const { return settings_; }

private:
    struct Underway {
        Delivered done;
        int qos = 0;
        Instant since;
        std::string retainedOn;  // its topic, if it is to be retained
    };

    // A retained state or the clearing of a topic that is not confirmed yet.
    struct Said {
        std::string topic;
        bool clears = false;
    };

    Broker(BrokerSettings settings, const Clock& clock) : settings_(std::move(settings)), clock_(clock) {}

    [[nodiscard]] Result<void> setUp();
    void loop();
    void stayConnected(std::unique_lock<std::mutex>& lock);
    void onConnect(int code);
    void onDisconnect(int code);
    void onPublished(int messageId);
    void sayDown(const std::string& reason);
    // With the lock held.
    void sendState(const std::string& topic, const std::string& payload);
    void onStateConfirmed(const Said& said);
    [[nodiscard]] bool allConfirmed() const;
    void giveUpOn(const std::function<bool(const Underway&)>& which, const std::string& reason);
    void sayGoodbye();
    void noteDetail(const char* text);
    [[nodiscard]] std::string wordsFor(int code);

    const BrokerSettings settings_;
    const Clock& clock_;
    MosquittoClient handle_;
    std::function<void()> onUp_;
    std::string heardTopic_;
    std::function<void(const std::string&)> heard_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    State state_{false, "not connected yet"};
    bool ending_ = false;
    bool connected_ = false;
    bool wasUp_ = false;  // since the last connect began
    std::unordered_map<int, Underway> underway_;
    std::map<std::string, std::string> states_;
    std::set<std::string> cleared_;  // and not confirmed: said again at each connect
    std::unordered_map<int, Said> said_;
    std::mutex detailMutex_;
    std::string detail_;  // the library's last error, which it gives to its log only
    std::thread thread_;
};

}  // namespace ocellus
