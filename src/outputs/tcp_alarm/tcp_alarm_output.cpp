// SPDX-License-Identifier: Apache-2.0
#include "outputs/tcp_alarm/tcp_alarm_output.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <utility>

#include "outputs/tcp_alarm/alarm_call.h"
#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;

// Everything by value: the output may go before the answer comes.
asio::awaitable<void> callAndReport(asio::io_context& network, AlarmCall call, Delivered done) {
    const auto sent = co_await makeAlarmCall(network.get_executor(), std::move(call));
    using Outcome = DeliveryReport::Outcome;
    done(sent ? DeliveryReport{} : DeliveryReport{Outcome::Retry, sent.error(), std::nullopt});
}

}  // namespace

void TcpAlarmOutput::deliver(const OutboxMessage& message, Delivered done) {
    const TcpAlarmDestination& to = app_.tcpAlarms.at(index_);
    asio::co_spawn(
        network_,
        callAndReport(network_, {to.host, to.port, message.event.id, alarmLine(message.event, app_)},
                      std::move(done)),
        asio::detached);
}

}  // namespace ocellus
