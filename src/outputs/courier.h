// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/time.h"
#include "outputs/mailbag.h"
#include "outputs/output.h"

namespace ocellus {

// How a destination fares, for metrics and the UI.
struct CourierState {
    std::string destination;
    bool up = true;              // its last try succeeded, or there was none
    std::uint64_t failures = 0;  // tries that failed or were refused
    std::uint64_t refused = 0;   // messages given up: refused for good, or tried as often as was wished
    std::string reason;          // of the last failure, while it is not up
};

// Brings the messages of one destination out, one after the other in the order of the outbox. A try that
// failed is made again after 1, 2, 4 … seconds up to the output's longest pause; a message that the receiver
// refuses three times, or that failed more often than the output's retries, is set aside, counted, and told
// by a gap event. Bound to the post office's thread, but for state() and what `done` of the output calls.
class Courier {
public:
    static constexpr int kRefusalsPerMessage = 3;

    // `report` hands an outcome of the output over to the thread that calls onReport(); it may come from any.
    using Report = std::function<void(DeliveryReport)>;

    Courier(std::string destination, std::shared_ptr<Output> output, Mailbag& mailbag, Report report);

    // Does what can be done at `now`: takes up the next message, or tries again. `woken`: something was
    // queued.
    void turn(Instant now, bool woken);
    void onReport(const DeliveryReport& report, Instant now);

    // The receiver has come back: no pause is sat out.
    void hurry() { retryAt_.reset(); }

    // When the next turn is due; none while it waits to be woken.
    [[nodiscard]] std::optional<Instant> due() const { return retryAt_; }

    [[nodiscard]] const CourierState& state() const { return state_; }

private:
    void advance(Instant now);
    void send();
    [[nodiscard]] bool mustGiveUp(const DeliveryReport& report);
    void pause(Instant now, const Error& reason, std::optional<Duration> atLeast);

    std::shared_ptr<Output> output_;
    Mailbag& mailbag_;
    Report report_;
    CourierState state_;
    std::optional<OutboxMessage> message_;  // on its way, or waiting for its next try
    std::optional<Mailbag::Done> done_;     // settled with the receiver, not yet with the outbox
    bool underway_ = false;
    bool wanted_ = true;  // the outbox may hold something
    int failuresInLine_ = 0;
    int refusals_ = 0;  // of this message
    int tries_ = 0;     // of this message, that failed
    std::optional<Instant> retryAt_;
};

}  // namespace ocellus
