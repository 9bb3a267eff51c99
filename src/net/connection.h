// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "net/tls_policy.h"
#include "net/url.h"

namespace ocellus {

// One TCP or TLS connection whose every wait is bounded. Errors name the peer. Bound to the network thread;
// one operation at a time; close() may come at any time and ends it.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Clock = std::chrono::steady_clock;

    // Use std::make_shared.
    explicit Connection(boost::asio::any_io_executor executor);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Looks the name up, connects to the first address that answers within `timeout` in all, and shakes
    // hands.
    [[nodiscard]] boost::asio::awaitable<Result<void>> open(Url url, TlsSettings tls, Duration timeout);

    // At least one byte, or 0 when the peer has closed. Fails after `stall` without a byte.
    [[nodiscard]] boost::asio::awaitable<Result<std::size_t>> readSome(std::span<std::uint8_t> into);
    [[nodiscard]] boost::asio::awaitable<Result<void>> write(std::string_view bytes);

    void setStall(Duration stall) { stall_ = stall; }

    // A moment past which nothing succeeds; none by default.
    void setDeadline(std::optional<Clock::time_point> deadline) { deadline_ = deadline; }

    // Does not open to addresses that are off limits (address_policy.h): for what a person may try at will.
    void keepWithinLimits() { withinLimits_ = true; }

    void close();

    [[nodiscard]] bool isOpen() const { return open_; }

    // SHA-256 in hex of the peer's certificate; empty without TLS.
    [[nodiscard]] const std::string& certificate() const { return certificate_; }

private:
    using TlsStream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>;

    [[nodiscard]] boost::asio::awaitable<Result<void>> connect(Duration timeout);
    [[nodiscard]] boost::asio::awaitable<Result<void>> shakeHands(const TlsSettings& settings);
    // The watchdog: one timer that sleeps until the present limit, not one for each read.
    void limit(Duration wait);
    void watch();
    [[nodiscard]] Error explain(const boost::system::error_code& code) const;

    boost::asio::any_io_executor executor_;
    boost::asio::ip::tcp::socket socket_;
    std::unique_ptr<TlsStream> tls_;
    boost::asio::steady_timer timer_;
    Clock::time_point limit_{};
    std::optional<Clock::time_point> deadline_;
    Duration stall_ = std::chrono::seconds{10};
    std::string peer_;
    std::string host_;
    std::uint16_t port_ = 0;
    std::string certificate_;
    bool open_ = false;
    bool closed_ = false;    // by us
    bool busy_ = false;      // an operation waits: only then does the limit hold
    bool watching_ = false;  // the timer runs
    bool timedOut_ = false;
    bool withinLimits_ = false;
};

}  // namespace ocellus
