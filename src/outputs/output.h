// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "base/result.h"
#include "base/time.h"
#include "storage/outbox.h"

namespace ocellus {

// What became of one try to deliver one message.
struct DeliveryReport {
    enum class Outcome {
        Delivered,  // the receiver said that it has it
        Retry,      // not now: it is tried again, for as long as the outbox keeps it
        Refused,    // this message is one that the receiver does not take
    };

    Outcome outcome = Outcome::Delivered;
    Error reason{};                        // unless delivered
    std::optional<Duration> retryAfter{};  // as the receiver asked
};

using Delivered = std::function<void(DeliveryReport)>;

// One way out of the house. Thread-safe.
class Output {
public:
    virtual ~Output() = default;

    // Sends one message, without waiting for anything, and calls `done` once: at once or later, on any
    // thread. There is never more than one message on its way.
    virtual void deliver(const OutboxMessage& message, Delivered done) = 0;

    // The longest pause between two tries while the receiver fails.
    [[nodiscard]] virtual Duration longestPause() const { return std::chrono::seconds{30}; }

    // How often one message is tried again before it is given up; nothing: for as long as the outbox keeps
    // it.
    [[nodiscard]] virtual std::optional<int> retries() const { return std::nullopt; }
};

}  // namespace ocellus
