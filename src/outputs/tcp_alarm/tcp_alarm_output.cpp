// SPDX-License-Identifier: Apache-2.0
#include "outputs/tcp_alarm/tcp_alarm_output.h"

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <utility>

#include "net/connection.h"
#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;

constexpr Duration kLimit = std::chrono::seconds{5};
constexpr std::size_t kLongestAnswer = 4096;
constexpr std::array kReservedPorts{20, 21,  23,  25,  42,  53,  67,  68,    69,
                                    80, 110, 123, 161, 162, 443, 995, 10669, 10670};

// Everything by value: the output may go before the answer comes.
struct Errand {
    std::string host;
    int port = 0;
    std::string id;
    std::string line;
};

asio::awaitable<Result<void>> run(asio::io_context& network, Errand errand) {
    const auto connection = std::make_shared<Connection>(network.get_executor());
    connection->setStall(kLimit);
    connection->setDeadline(Connection::Clock::now() + 2 * kLimit);
    Url url;
    url.scheme = "http";  // plain TCP
    url.host = errand.host;
    url.port = static_cast<std::uint16_t>(errand.port);
    if (auto opened = co_await connection->open(url, {}, kLimit); !opened) {
        co_return opened;
    }
    if (auto written = co_await connection->write(errand.line); !written) {
        co_return written;
    }
    std::string answer;
    std::array<std::uint8_t, 512> piece{};
    while (answer.find('\n') == std::string::npos && answer.size() < kLongestAnswer) {
        const auto got = co_await connection->readSome(piece);
        if (!got) {
            co_return tl::unexpected(got.error());
        }
        if (*got == 0) {
            break;
        }
        answer.append(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(*got));
    }
    connection->close();
    if (!acknowledges(answer.substr(0, answer.find('\n')), errand.id)) {
        co_return failure(Error::Kind::Protocol,
                          "the alarm receiver " + url.peer() + " did not confirm what it got",
                          R"(it must answer each line with {"ack": "<id>"} and a line end)");
    }
    co_return Result<void>{};
}

asio::awaitable<void> runAndReport(asio::io_context& network, Errand errand, Delivered done) {
    const auto sent = co_await run(network, std::move(errand));
    using Outcome = DeliveryReport::Outcome;
    done(sent ? DeliveryReport{} : DeliveryReport{Outcome::Retry, sent.error(), std::nullopt});
}

}  // namespace

bool isAlarmPort(int port) {
    return port >= 1 && port <= 65535 &&
           std::find(kReservedPorts.begin(), kReservedPorts.end(), port) == kReservedPorts.end();
}

void TcpAlarmOutput::deliver(const OutboxMessage& message, Delivered done) {
    const TcpAlarmDestination& to = app_.tcpAlarms.at(index_);
    asio::co_spawn(
        network_,
        runAndReport(network_, {to.host, to.port, message.event.id, alarmLine(message.event, app_)},
                     std::move(done)),
        asio::detached);
}

}  // namespace ocellus
