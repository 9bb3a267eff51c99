// SPDX-License-Identifier: Apache-2.0
#include "simulator/wire.h"

#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace ocellus {

namespace asio = boost::asio;
using asio::use_awaitable;

Wire::Wire(asio::ip::tcp::socket socket, asio::ssl::context* tls) : socket_(std::move(socket)) {
    if (tls != nullptr) {
        tls_ = std::make_unique<asio::ssl::stream<asio::ip::tcp::socket&>>(socket_, *tls);
    }
}

asio::awaitable<void> Wire::open() {
    // Quirks write single bytes, and those are to go out at once.
    socket_.set_option(asio::ip::tcp::no_delay{true});
    if (tls_) {
        co_await tls_->async_handshake(asio::ssl::stream_base::server, use_awaitable);
    }
}

asio::awaitable<std::size_t> Wire::read(std::span<char> into) {
    const asio::mutable_buffer buffer{into.data(), into.size()};
    if (tls_) {
        co_return co_await tls_->async_read_some(buffer, use_awaitable);
    }
    co_return co_await socket_.async_read_some(buffer, use_awaitable);
}

asio::awaitable<void> Wire::write(const std::vector<WirePiece>& pieces) {
    buffers_.clear();
    for (const WirePiece& piece : pieces) {
        buffers_.emplace_back(piece.text.data(), piece.text.size());
        buffers_.emplace_back(piece.picture.data(), piece.picture.size());
    }
    if (tls_) {
        co_await asio::async_write(*tls_, buffers_, use_awaitable);
    } else {
        co_await asio::async_write(socket_, buffers_, use_awaitable);
    }
}

asio::awaitable<void> Wire::write(std::string_view text) {
    const asio::const_buffer buffer{text.data(), text.size()};
    if (tls_) {
        co_await asio::async_write(*tls_, buffer, use_awaitable);
    } else {
        co_await asio::async_write(socket_, buffer, use_awaitable);
    }
}

void Wire::reset() {
    boost::system::error_code ignored;
    socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    socket_.close(ignored);
}

}  // namespace ocellus
