// SPDX-License-Identifier: Apache-2.0
#include "server/http/stream.h"

#include <netinet/tcp.h>
#include <openssl/err.h>

#include <algorithm>
#include <boost/asio/append.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <vector>

namespace ocellus {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kRecord = 16 * 1024;       // the most that one TLS record carries
constexpr std::size_t kWriteTurn = 1024 * 1024;  // bytes after which others get their turn

enum class Want { Read, Write, Failed };

Want wantOf(SSL* ssl, int result) {
    switch (SSL_get_error(ssl, result)) {
        case SSL_ERROR_WANT_READ:
            return Want::Read;
        case SSL_ERROR_WANT_WRITE:
            return Want::Write;
        default:
            ERR_clear_error();
            return Want::Failed;
    }
}

asio::socket_base::wait_type waitTypeOf(Want want) {
    return want == Want::Read ? asio::socket_base::wait_read : asio::socket_base::wait_write;
}

}  // namespace

Stream::Stream(asio::io_context& context, asio::ip::tcp::socket socket, SSL_CTX* tls)
    : socket_(std::move(socket)), executor_(context.get_executor()) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.native_non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (tls != nullptr) {
        ssl_.reset(SSL_new(tls));
        SSL_set_fd(ssl_.get(), socket_.native_handle());
        SSL_set_accept_state(ssl_.get());
    }
}

Stream::~Stream() = default;

void Stream::close() {
    error_code ignored;
    socket_.close(ignored);
}

void Stream::shutdownSend() {
    if (ssl_ && SSL_is_init_finished(ssl_.get()) != 0 && socket_.is_open()) {
        ERR_clear_error();
        SSL_shutdown(ssl_.get());
        ERR_clear_error();
    }
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void Stream::boundUnsent(std::size_t bytes) {
    const int value = static_cast<int>(bytes);
    setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &value, sizeof(value));
}

void Stream::handshake(Handler handler) {
    if (!ssl_ || !socket_.is_open()) {
        asio::post(executor_, asio::append(std::move(handler), error_code{}));
        return;
    }
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) {
        asio::post(executor_, asio::append(std::move(handler), error_code{}));
        return;
    }
    const Want want = wantOf(ssl_.get(), result);
    if (want == Want::Failed) {
        asio::post(executor_, asio::append(std::move(handler), error_code{asio::error::connection_aborted}));
        return;
    }
    socket_.async_wait(waitTypeOf(want), [this, handler = std::move(handler)](error_code error) mutable {
        if (error) {
            std::move(handler)(error);
        } else {
            handshake(std::move(handler));
        }
    });
}

void Stream::readSome(asio::mutable_buffer buffer, TransferHandler handler) {
    if (ssl_) {
        readTls(buffer, std::move(handler), false);
    } else {
        socket_.async_read_some(buffer, std::move(handler));
    }
}

void Stream::writeSome(const GatheredBuffers& buffers, TransferHandler handler) {
    if (ssl_) {
        writeTls(buffers, std::move(handler), false);
    } else {
        socket_.async_write_some(buffers, std::move(handler));
    }
}

void Stream::readTls(asio::mutable_buffer buffer, TransferHandler handler, bool inHandler) {
    error_code outcome;
    std::size_t count = 0;
    if (!socket_.is_open()) {
        outcome = asio::error::operation_aborted;
    } else if (buffer.size() > 0) {
        ERR_clear_error();
        const int result =
            SSL_read(ssl_.get(), buffer.data(), static_cast<int>(std::min(buffer.size(), kRecord)));
        if (result > 0) {
            count = static_cast<std::size_t>(result);
        } else if (const Want want = wantOf(ssl_.get(), result); want == Want::Failed) {
            outcome = asio::error::eof;
        } else {
            socket_.async_wait(waitTypeOf(want),
                               [this, buffer, handler = std::move(handler)](error_code error) mutable {
                                   if (error) {
                                       std::move(handler)(error, 0);
                                   } else {
                                       readTls(buffer, std::move(handler), true);
                                   }
                               });
            return;
        }
    }
    if (inHandler) {
        std::move(handler)(outcome, count);
    } else {
        asio::post(executor_, asio::append(std::move(handler), outcome, count));
    }
}

// Writes record after record until the socket is full. What OpenSSL could not send whole must be offered
// again from the same byte: the composed writes above always do, with what is left of their buffers.
void Stream::writeTls(const GatheredBuffers& buffers, TransferHandler handler, bool inHandler) {
    error_code outcome;
    std::size_t written = 0;
    Want want = Want::Write;
    if (!socket_.is_open()) {
        outcome = asio::error::operation_aborted;
    } else {
        std::array<unsigned char, kRecord> record;  // NOLINT: filled before it is read
        std::size_t index = 0;
        std::size_t offset = 0;
        while (index < buffers.count && written < kWriteTurn) {
            const auto& first = buffers.items[index];
            const auto* data = static_cast<const unsigned char*>(first.data()) + offset;
            std::size_t size = std::min(first.size() - offset, kRecord);
            if (size < kRecord && index + 1 < buffers.count) {
                // Small heads travel in one record with what follows them.
                size = 0;
                std::size_t at = offset;
                for (std::size_t i = index; i < buffers.count && size < kRecord; ++i, at = 0) {
                    const std::size_t part = std::min(buffers.items[i].size() - at, kRecord - size);
                    std::copy_n(static_cast<const unsigned char*>(buffers.items[i].data()) + at, part,
                                record.data() + size);
                    size += part;
                }
                data = record.data();
            }
            ERR_clear_error();
            const int result = SSL_write(ssl_.get(), data, static_cast<int>(size));
            if (result <= 0) {
                want = wantOf(ssl_.get(), result);
                if (want == Want::Failed) {
                    outcome = asio::error::connection_reset;
                }
                break;
            }
            written += static_cast<std::size_t>(result);
            offset += static_cast<std::size_t>(result);
            while (index < buffers.count && offset >= buffers.items[index].size()) {
                offset -= buffers.items[index].size();
                ++index;
            }
        }
    }
    if (!outcome && written == 0 && buffers.count > 0) {
        socket_.async_wait(waitTypeOf(want),
                           [this, buffers, handler = std::move(handler)](error_code error) mutable {
                               if (error) {
                                   std::move(handler)(error, 0);
                               } else {
                                   writeTls(buffers, std::move(handler), true);
                               }
                           });
        return;
    }
    if (inHandler) {
        std::move(handler)(written > 0 ? error_code{} : outcome, written);
    } else {
        asio::post(executor_,
                   asio::append(std::move(handler), written > 0 ? error_code{} : outcome, written));
    }
}

void beast_close_socket(Stream& stream) {
    stream.close();
}

void teardown(boost::beast::role_type, Stream& stream, error_code& error) {
    stream.shutdownSend();
    error = {};
}

}  // namespace ocellus
