// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mosquitto.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ocellus::test {

// A client of the test's own that writes down what it gets, and connects again by itself. Thread-safe.
class MqttSubscriber {
public:
    struct Message {
        std::string topic;
        std::string payload;
        int qos = 0;
        bool retained = false;
    };

    // With a `session` the broker keeps for it what comes while it is away.
    MqttSubscriber(std::uint16_t port, std::string topic, int qos = 2, const char* session = nullptr)
        : topic_(std::move(topic)), qos_(qos) {
        mosquitto_lib_init();
        handle_.reset(mosquitto_new(session, session == nullptr, this));
        mosquitto_connect_callback_set(handle_.get(), [](mosquitto* handle, void* object, int) {
            auto& self = *static_cast<MqttSubscriber*>(object);
            mosquitto_subscribe(handle, nullptr, self.topic_.c_str(), self.qos_);
        });
        mosquitto_subscribe_callback_set(handle_.get(), [](mosquitto*, void* object, int, int, const int*) {
            static_cast<MqttSubscriber*>(object)->subscriptions_++;
        });
        mosquitto_message_callback_set(handle_.get(), [](mosquitto*, void* object,
                                                         const mosquitto_message* message) {
            auto& self = *static_cast<MqttSubscriber*>(object);
            const std::lock_guard lock{self.mutex_};
            self.messages_.push_back(
                {message->topic,
                 {static_cast<const char*>(message->payload), static_cast<std::size_t>(message->payloadlen)},
                 message->qos,
                 message->retain});
        });
        mosquitto_reconnect_delay_set(handle_.get(), 1, 1, false);
        mosquitto_connect_async(handle_.get(), "127.0.0.1", port, 60);
        mosquitto_loop_start(handle_.get());
    }

    MqttSubscriber(const MqttSubscriber&) = delete;
    MqttSubscriber& operator=(const MqttSubscriber&) = delete;

    ~MqttSubscriber() {
        mosquitto_disconnect(handle_.get());
        mosquitto_loop_stop(handle_.get(), true);
    }

    // Says something itself.
    void publish(const std::string& topic, const std::string& payload) {
        mosquitto_publish(handle_.get(), nullptr, topic.c_str(), static_cast<int>(payload.size()),
                          payload.data(), 1, false);
    }

    // How often it has subscribed: once a connection.
    [[nodiscard]] int subscriptions() const { return subscriptions_; }

    [[nodiscard]] std::vector<Message> messages() const {
        const std::lock_guard lock{mutex_};
        return messages_;
    }

private:
    struct Free {
        void operator()(mosquitto* handle) const { mosquitto_destroy(handle); }
    };

    std::string topic_;
    int qos_;
    std::unique_ptr<mosquitto, Free> handle_;
    std::atomic<int> subscriptions_ = 0;
    mutable std::mutex mutex_;
    std::vector<Message> messages_;
};

}  // namespace ocellus::test
