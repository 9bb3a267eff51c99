// SPDX-License-Identifier: Apache-2.0
#include "server/http/http_server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unordered_map>
#include <unordered_set>

#include "base/log.h"
#include "server/http/acceptor.h"
#include "server/http/connection.h"

namespace ocellus {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class HttpServer::Room : public std::enable_shared_from_this<Room> {
public:
    Room(asio::io_context& context, Service& service, HttpLimits limits)
        : context_(context), service_(service), limits_(limits) {}

    Result<ListenAddress> listen(const ListenAddress& address, SSL_CTX* tls, std::string_view name) {
        auto opened = openAcceptor(context_, address, name);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        auto acceptor = std::make_shared<tcp::acceptor>(std::move(*opened));
        acceptors_.push_back(acceptor);
        asio::co_spawn(context_, accept(shared_from_this(), acceptor, tls), asio::detached);
        error_code error;
        const tcp::endpoint local = acceptor->local_endpoint(error);
        return ListenAddress{address.address, local.port()};
    }

    void close() {
        error_code ignored;
        for (const auto& acceptor : acceptors_) {
            acceptor->close(ignored);
        }
        acceptors_.clear();
        for (Stream* stream : streams_) {
            stream->close();
        }
    }

    [[nodiscard]] std::size_t connections() const { return streams_.size(); }

private:
    // Counts one client while it lives.
    class Place {
    public:
        Place(std::shared_ptr<Room> room, std::string address, Stream& stream)
            : room_(std::move(room)), address_(std::move(address)), stream_(stream) {
            room_->streams_.insert(&stream_);
            ++room_->perAddress_[address_];
        }

        ~Place() {
            room_->streams_.erase(&stream_);
            if (--room_->perAddress_[address_] == 0) {
                room_->perAddress_.erase(address_);
            }
        }

        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        std::shared_ptr<Room> room_;
        std::string address_;
        Stream& stream_;
    };

    static asio::awaitable<void> accept(std::shared_ptr<Room> room, std::shared_ptr<tcp::acceptor> acceptor,
                                        SSL_CTX* tls) {
        while (acceptor->is_open()) {
            error_code error;
            tcp::socket socket =
                co_await acceptor->async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (!error) {
                room->admit(std::move(socket), tls);
            } else if (error != asio::error::operation_aborted) {
                // Out of descriptors, most likely: try again when some may have been given back.
                log::warn("cannot accept a client reason=\"{}\"", error.message());
                asio::steady_timer pause(room->context_, std::chrono::milliseconds{100});
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            }
        }
    }

    void admit(tcp::socket socket, SSL_CTX* tls) {
        error_code error;
        auto address = socket.remote_endpoint(error).address();
        if (error) {
            return;
        }
        if (address.is_v6() && address.to_v6().is_v4_mapped()) {
            address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
        }
        std::string peer = address.to_string();
        const auto others = perAddress_.find(peer);
        if (streams_.size() >= limits_.connections ||
            (others != perAddress_.end() && others->second >= limits_.connectionsPerAddress)) {
            if (tls == nullptr) {
                refuse(socket);
            }
            return;
        }
        auto stream = std::make_shared<Stream>(context_, std::move(socket), tls);
        asio::co_spawn(context_,
                       serve(shared_from_this(), std::move(stream), std::move(peer), address.is_loopback()),
                       asio::detached);
    }

    static asio::awaitable<void> serve(std::shared_ptr<Room> room, std::shared_ptr<Stream> stream,
                                       std::string peer, bool loopback) {
        const Place place(room, peer, *stream);
        co_await serveConnection(stream, std::move(peer), loopback, room->service_, room->limits_);
    }

    static void refuse(tcp::socket& socket) {
        static constexpr std::string_view kRefusal =
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: "
            "close\r\n\r\n";
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(kRefusal), ignored);
    }

    asio::io_context& context_;
    Service& service_;
    HttpLimits limits_;
    std::vector<std::shared_ptr<tcp::acceptor>> acceptors_;
    std::unordered_set<Stream*> streams_;
    std::unordered_map<std::string, std::size_t> perAddress_;
};

HttpServer::HttpServer(asio::io_context& context, Service& service, HttpLimits limits)
    : room_(std::make_shared<Room>(context, service, limits)) {}

HttpServer::~HttpServer() {
    room_->close();
}

Result<ListenAddress> HttpServer::listen(const ListenAddress& address, ssl_ctx_st* tls,
                                         std::string_view name) {
    return room_->listen(address, tls, name);
}

void HttpServer::close() {
    room_->close();
}

std::size_t HttpServer::connections() const {
    return room_->connections();
}

}  // namespace ocellus
