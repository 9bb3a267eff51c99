// SPDX-License-Identifier: Apache-2.0
#include "net/connection.h"

#include <openssl/x509.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <vector>

#include "net/address_policy.h"
#include "net/hash.h"
#include "net/resolver.h"
#include "net/tls_contexts.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
constexpr auto kAwaitTuple = asio::as_tuple(asio::use_awaitable);

std::string fingerprint(SSL* ssl) {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(ssl), X509_free);
    if (!certificate) {
        return {};
    }
    std::vector<std::uint8_t> der(
        static_cast<std::size_t>(std::max(0, i2d_X509(certificate.get(), nullptr))));
    unsigned char* out = der.data();
    i2d_X509(certificate.get(), &out);
    return sha256Hex(der);
}

bool isDigits(const std::string& host) {
    boost::system::error_code error;
    asio::ip::make_address(host, error);
    return !error;
}

}  // namespace

Connection::Connection(asio::any_io_executor executor)
    : executor_(std::move(executor)), socket_(executor_), timer_(executor_) {}

Connection::~Connection() = default;

void Connection::close() {
    open_ = false;
    closed_ = true;
    boost::system::error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
}

void Connection::limit(Duration wait) {
    busy_ = true;
    limit_ = Clock::now() + wait;
    if (deadline_) {
        limit_ = std::min(limit_, *deadline_);
    }
    // A nearer limit than the timer's: set it anew. A farther one is noticed when the timer fires.
    if (!watching_ || limit_ < timer_.expiry()) {
        watch();
    }
}

void Connection::watch() {
    watching_ = true;
    timer_.expires_at(limit_);
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
        const std::shared_ptr<Connection> self = weak.lock();
        if (error || !self) {
            return;
        }
        self->watching_ = false;
        if (!self->busy_ || !self->socket_.is_open()) {
            return;
        }
        if (Clock::now() < self->limit_) {
            self->watch();
            return;
        }
        self->timedOut_ = true;
        boost::system::error_code ignored;
        self->socket_.close(ignored);
    });
}

Error Connection::explain(const boost::system::error_code& code) const {
    namespace error = asio::error;
    if (timedOut_) {
        return {Error::Kind::Timeout, peer_ + " does not answer in time",
                "check that the device is on, and that no firewall lies between"};
    }
    if (code == error::connection_refused) {
        return {Error::Kind::Unavailable, peer_ + " refuses connections",
                "check the address and the port, and that the device's web service is on"};
    }
    if (code == error::host_unreachable || code == error::network_unreachable ||
        code == error::network_down) {
        return {Error::Kind::Unavailable, peer_ + " cannot be reached", "check the network and the address"};
    }
    if (code == error::connection_reset || code == error::broken_pipe || code == error::eof ||
        code == asio::ssl::error::stream_truncated) {
        return {Error::Kind::Unavailable, peer_ + " broke the connection off",
                "the device may be restarting or serve no more clients: see its limits and log"};
    }
    return {Error::Kind::Unavailable, peer_ + ": " + code.message(), "check the network and the device"};
}

asio::awaitable<Result<void>> Connection::open(Url url, TlsSettings tls, Duration timeout) {
    const std::shared_ptr<Connection> self = shared_from_this();
    peer_ = url.peer();
    host_ = url.host;
    port_ = url.port;
    Result<void> done = co_await connect(timeout);
    if (done && url.secure()) {
        done = co_await shakeHands(tls);
    }
    busy_ = false;
    open_ = done.has_value() && socket_.is_open();
    if (done && !open_) {
        done = tl::unexpected(explain(asio::error::operation_aborted));
    }
    co_return done;
}

asio::awaitable<Result<void>> Connection::connect(Duration timeout) {
    auto& resolver = asio::use_service<Resolver>(asio::query(executor_, asio::execution::context));
    const Clock::time_point started = Clock::now();
    const Result<Resolver::Addresses> addresses = co_await resolver.resolve(host_, timeout);
    if (!addresses) {
        co_return tl::unexpected(addresses.error());
    }
    if (withinLimits_ && std::any_of(addresses->begin(), addresses->end(),
                                     [](const asio::ip::address& one) { return isOffLimits(one); })) {
        co_return failure(Error::Kind::BadInput, host_ + " is not an address that may be tried",
                          "give an address of your network, not one that begins with 169.254 or fe80");
    }
    // One limit for all addresses and the handshake: the first ones may not eat the others' time up.
    const auto left = timeout - std::chrono::duration_cast<Duration>(Clock::now() - started);
    boost::system::error_code code = asio::error::host_not_found;
    for (std::size_t i = 0; i < addresses->size() && !closed_; ++i) {
        boost::system::error_code ignored;
        socket_.close(ignored);
        timedOut_ = false;
        limit(std::max(left / static_cast<int>(addresses->size()), Duration{std::chrono::milliseconds{100}}));
        const asio::ip::tcp::endpoint endpoint((*addresses)[i], port_);
        std::tie(code) = co_await socket_.async_connect(endpoint, kAwaitTuple);
        if (!code && socket_.is_open()) {
            socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
            socket_.set_option(asio::socket_base::keep_alive(true), ignored);
            co_return Result<void>{};
        }
    }
    co_return tl::unexpected(explain(code));
}

asio::awaitable<Result<void>> Connection::shakeHands(const TlsSettings& settings) {
    auto& contexts = asio::use_service<TlsContexts>(asio::query(executor_, asio::execution::context));
    tls_ = std::make_unique<TlsStream>(socket_, contexts.forPolicy(settings.policy));
    if (!isDigits(host_)) {
        // What SSL_set_tlsext_host_name() does, without its old-style cast.
        SSL_ctrl(tls_->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 host_.data());
    }
    if (settings.policy == TlsPolicy::Verify) {
        tls_->set_verify_callback(asio::ssl::host_name_verification(host_));
    }
    const auto [code] = co_await tls_->async_handshake(asio::ssl::stream_base::client, kAwaitTuple);
    if (!code) {
        certificate_ = fingerprint(tls_->native_handle());
        co_return checkPin(settings, certificate_, peer_);
    }
    if (timedOut_) {
        co_return tl::unexpected(explain(code));
    }
    const long verdict = SSL_get_verify_result(tls_->native_handle());
    if (settings.policy == TlsPolicy::Verify && verdict != X509_V_OK) {
        co_return failure(
            Error::Kind::Unauthorised,
            "the certificate of " + peer_ + " is not trusted (" + X509_verify_cert_error_string(verdict) +
                ")",
            "choose the TLS policy pin, or install a certificate of a known authority on the device");
    }
    if (settings.policy == TlsPolicy::Verify && code.category() == asio::error::get_ssl_category() &&
        ERR_GET_REASON(static_cast<unsigned long>(code.value())) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
        co_return failure(Error::Kind::Unauthorised,
                          "the certificate of " + peer_ + " is made out to another name",
                          "use the name that it carries, or choose the TLS policy pin");
    }
    co_return failure(
        Error::Kind::Protocol, "no TLS with " + peer_ + " (" + code.message() + ")",
        settings.policy == TlsPolicy::Legacy
            ? "check that the port is the device's https port"
            : "check that the port is its https port; for an old device choose the TLS policy legacy");
}

asio::awaitable<Result<std::size_t>> Connection::readSome(std::span<std::uint8_t> into) {
    const std::shared_ptr<Connection> self = shared_from_this();
    limit(stall_);
    const asio::mutable_buffer buffer(into.data(), into.size());
    boost::system::error_code code;
    std::size_t n = 0;
    if (tls_) {
        std::tie(code, n) = co_await tls_->async_read_some(buffer, kAwaitTuple);
    } else {
        std::tie(code, n) = co_await socket_.async_read_some(buffer, kAwaitTuple);
    }
    busy_ = false;
    if (!code || n > 0) {
        co_return n;
    }
    open_ = false;
    const bool closed = code == asio::error::eof || code == asio::ssl::error::stream_truncated;
    if (closed && !timedOut_) {
        co_return std::size_t{0};
    }
    co_return tl::unexpected(explain(code));
}

asio::awaitable<Result<void>> Connection::write(std::string_view bytes) {
    const std::shared_ptr<Connection> self = shared_from_this();
    limit(stall_);
    const asio::const_buffer buffer(bytes.data(), bytes.size());
    boost::system::error_code code;
    std::size_t n = 0;
    if (tls_) {
        std::tie(code, n) = co_await asio::async_write(*tls_, buffer, kAwaitTuple);
    } else {
        std::tie(code, n) = co_await asio::async_write(socket_, buffer, kAwaitTuple);
    }
    busy_ = false;
    if (code) {
        open_ = false;
        co_return tl::unexpected(explain(code));
    }
    co_return Result<void>{};
}

}  // namespace ocellus
