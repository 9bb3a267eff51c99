// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "simulator/framing.h"

namespace ocellus {

// One client's connection, plain or TLS, written to as raw as quirks need it. Operations throw
// boost::system::system_error when the client has gone. Bound to the simulator's thread.
class Wire {
public:
    // `tls` null: plain.
    Wire(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);
    Wire(const Wire&) = delete;  // nor moved: the TLS stream refers to the socket
    Wire& operator=(const Wire&) = delete;
    ~Wire() = default;

    [[nodiscard]] boost::asio::awaitable<void> open();
    [[nodiscard]] boost::asio::awaitable<std::size_t> read(std::span<char> into);
    // In one go, without copying pictures.
    [[nodiscard]] boost::asio::awaitable<void> write(const std::vector<WirePiece>& pieces);
    [[nodiscard]] boost::asio::awaitable<void> write(std::string_view text);

    // Cuts the connection so that the client sees a reset, not an end.
    void reset();

    [[nodiscard]] boost::asio::any_io_executor executor() { return socket_.get_executor(); }

private:
    boost::asio::ip::tcp::socket socket_;
    std::unique_ptr<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    std::vector<boost::asio::const_buffer> buffers_;
};

}  // namespace ocellus
