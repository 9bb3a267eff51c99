// SPDX-License-Identifier: Apache-2.0
#include "outputs/tcp_alarm/alarm_call.h"

#include <array>
#include <utility>

#include "net/connection.h"
#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;

constexpr Duration kLimit = std::chrono::seconds{5};
constexpr std::size_t kLongestAnswer = 4096;

asio::awaitable<Result<std::string>> readLine(Connection& connection) {
    std::string answer;
    std::array<std::uint8_t, 512> piece{};
    while (answer.find('\n') == std::string::npos && answer.size() < kLongestAnswer) {
        const auto got = co_await connection.readSome(piece);
        if (!got) {
            co_return tl::unexpected(got.error());
        }
        if (*got == 0) {
            break;
        }
        answer.append(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(*got));
    }
    co_return answer.substr(0, answer.find('\n'));
}

}  // namespace

asio::awaitable<Result<std::string>> makeAlarmCall(asio::any_io_executor executor, AlarmCall call) {
    const auto connection = std::make_shared<Connection>(std::move(executor));
    connection->setStall(kLimit);
    connection->setDeadline(Connection::Clock::now() + 2 * kLimit);
    if (call.withinLimits) {
        connection->keepWithinLimits();
    }
    Url url;
    url.scheme = "http";  // plain TCP
    url.host = call.host;
    url.port = static_cast<std::uint16_t>(call.port);
    // Named: g++ 12 destroys a braced temporary within a co_await expression twice.
    const TlsSettings noTls;
    if (auto opened = co_await connection->open(url, noTls, kLimit); !opened) {
        co_return tl::unexpected(opened.error());
    }
    if (auto written = co_await connection->write(call.line); !written) {
        co_return tl::unexpected(written.error());
    }
    auto answer = co_await readLine(*connection);
    connection->close();
    if (answer && !acknowledges(*answer, call.id)) {
        co_return failure(Error::Kind::Protocol,
                          "the alarm receiver " + url.peer() + " did not confirm what it got",
                          R"(it must answer each line with {"ack": "<id>"} and a line end)");
    }
    co_return answer;
}

}  // namespace ocellus
