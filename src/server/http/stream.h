// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <array>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <memory>

namespace ocellus {

// A few buffers, for one gathering write.
struct GatheredBuffers {
    static constexpr std::size_t kMost = 8;
    std::array<boost::asio::const_buffer, kMost> items{};
    std::size_t count = 0;

    [[nodiscard]] auto begin() const { return items.begin(); }

    [[nodiscard]] auto end() const { return items.begin() + static_cast<std::ptrdiff_t>(count); }
};

// One client's connection, plain or TLS, as one type: what is built on it (HTTP, WebSocket) compiles once,
// and TLS speaks straight to the socket with OpenSSL's own buffers, which are given back while nothing flows.
// It is an AsyncStream in Asio's words. Bound to the network thread.
class Stream {
public:
    using Executor = boost::asio::io_context::executor_type;
    using executor_type = Executor;  // NOLINT(readability-identifier-naming): Asio's name
    using TransferHandler = boost::asio::any_completion_handler<void(boost::system::error_code, std::size_t)>;
    using Handler = boost::asio::any_completion_handler<void(boost::system::error_code)>;

    // `tls`: null for a plain connection; must outlive the stream.
    Stream(boost::asio::io_context& context, boost::asio::ip::tcp::socket socket, SSL_CTX* tls);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    [[nodiscard]] Executor get_executor() const { return executor_; }  // NOLINT: Asio's name

    [[nodiscard]] bool isSecure() const { return ssl_ != nullptr; }

    // At once, without ceremony; whatever is under way ends with an error.
    void close();
    // Says goodbye (TLS close_notify, FIN); what the peer still sends can be read.
    void shutdownSend();
    // How much may wait in the kernel unsent.
    void boundUnsent(std::size_t bytes);

    template <class Token>
    auto async_handshake(Token&& token) {  // NOLINT: Asio's name
        return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
            [this](auto handler) { handshake(Handler(std::move(handler))); }, token);
    }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {  // NOLINT: Asio's name
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this](auto handler, boost::asio::mutable_buffer buffer) {
                readSome(buffer, TransferHandler(std::move(handler)));
            },
            token, firstOf(buffers));
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {  // NOLINT: Asio's name
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this](auto handler, const GatheredBuffers& gathered) {
                writeSome(gathered, TransferHandler(std::move(handler)));
            },
            token, gather(buffers));
    }

private:
    struct SslDeleter {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };

    template <class Buffers>
    static boost::asio::mutable_buffer firstOf(const Buffers& buffers) {
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto it = boost::asio::buffer_sequence_begin(buffers); it != end; ++it) {
            const boost::asio::mutable_buffer buffer{*it};
            if (buffer.size() > 0) {
                return buffer;
            }
        }
        return {};
    }

    template <class Buffers>
    static GatheredBuffers gather(const Buffers& buffers) {
        GatheredBuffers gathered;
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto it = boost::asio::buffer_sequence_begin(buffers);
             it != end && gathered.count < GatheredBuffers::kMost; ++it) {
            const boost::asio::const_buffer buffer{*it};
            if (buffer.size() > 0) {
                gathered.items[gathered.count++] = buffer;
            }
        }
        return gathered;
    }

    void handshake(Handler handler);
    void readSome(boost::asio::mutable_buffer buffer, TransferHandler handler);
    void writeSome(const GatheredBuffers& buffers, TransferHandler handler);
    void readTls(boost::asio::mutable_buffer buffer, TransferHandler handler, bool inHandler);
    void writeTls(const GatheredBuffers& buffers, TransferHandler handler, bool inHandler);

    boost::asio::ip::tcp::socket socket_;
    Executor executor_;
    std::unique_ptr<SSL, SslDeleter> ssl_;
};

// How Beast's WebSocket ends the layer below it.
void beast_close_socket(Stream& stream);  // NOLINT: Beast's name
void teardown(boost::beast::role_type role, Stream& stream, boost::system::error_code& error);

template <class Handler>
void async_teardown(boost::beast::role_type, Stream& stream, Handler&& handler) {  // NOLINT: Beast's name
    stream.shutdownSend();
    boost::asio::post(stream.get_executor(), [handler = std::forward<Handler>(handler)]() mutable {
        handler(boost::system::error_code{});
    });
}

}  // namespace ocellus
