// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "outputs/destinations.h"
#include "outputs/output.h"

namespace boost::asio {
class io_context;
}

namespace ocellus {

// Sends each alarm over a TCP connection of its own and waits for the receiver's word (alarm_call.h). A
// receiver that is away gets it later, from the outbox. Thread-safe.
class TcpAlarmOutput final : public Output {
public:
    TcpAlarmOutput(boost::asio::io_context& network, AppDestinations app, std::size_t index)
        : network_(network), app_(std::move(app)), index_(index) {}

    void deliver(const OutboxMessage& message, Delivered done) override;

    [[nodiscard]] std::optional<int> retries() const override { return app_.tcpAlarms[index_].retries; }

private:
    boost::asio::io_context& network_;
    AppDestinations app_;
    std::size_t index_;
};

}  // namespace ocellus
