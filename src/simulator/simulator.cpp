// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulator.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>
#include <utility>

#include "base/log.h"
#include "simulator/clip_encoder.h"
#include "simulator/self_signed.h"
#include "simulator/session.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::uint64_t kMaximumClients = 1024;
constexpr Duration kPatience = std::chrono::seconds{30};  // for a clip's first picture

class CameraServer final : public Simulator {
public:
    CameraServer(SimulatorSettings settings, const Clock& clock)
        : settings_(std::move(settings)),
          store_(std::make_shared<PictureStore>(settings_.memory)),
          room_{settings_, clock, *store_,
                Access{settings_.auth, settings_.username, settings_.password, settings_.quirk}},
          tls_(asio::ssl::context::tls_server),
          acceptor_(context_) {}

    CameraServer(const CameraServer&) = delete;
    CameraServer& operator=(const CameraServer&) = delete;

    ~CameraServer() override { context_.stop(); }

    Result<void> open();

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    [[nodiscard]] State state() const override;

private:
    [[nodiscard]] Result<void> listen();
    [[nodiscard]] asio::awaitable<void> accept();
    [[nodiscard]] asio::awaitable<void> serve(tcp::socket socket);

    const SimulatorSettings settings_;
    std::shared_ptr<PictureStore> store_;
    CameraRoom room_;
    std::optional<ClipEncoder> encoder_;
    asio::ssl::context tls_;
    asio::io_context context_{1};
    tcp::acceptor acceptor_;
    std::uint16_t port_ = 0;
    std::jthread thread_;  // last: it uses all the others
};

Result<void> CameraServer::open() {
    if (settings_.tls) {
        if (auto made = useSelfSignedCertificate(tls_); !made) {
            return made;
        }
    }
    if (auto listening = listen(); !listening) {
        return listening;
    }
    encoder_.emplace(ClipEncoderSettings{settings_.clip, settings_.size, settings_.picturesPerSecond,
                                         settings_.quirk, settings_.worker},
                     store_);
    if (auto first = store_->waitForFirst(kPatience); !first) {
        return first;
    }
    room_.start = room_.clock.now();
    asio::co_spawn(context_, accept(), asio::detached);
    thread_ = std::jthread{[this] { context_.run(); }};
    return {};
}

Result<void> CameraServer::listen() {
    const std::string place = settings_.bind + ":" + std::to_string(settings_.port);
    boost::system::error_code code;
    const auto address = asio::ip::make_address(settings_.bind, code);
    if (code) {
        return failure(Error::Kind::BadInput, "--bind " + settings_.bind + " is no IP address",
                       "use 127.0.0.1, or 0.0.0.0 for all networks");
    }
    const tcp::endpoint endpoint{address, settings_.port};
    acceptor_.open(endpoint.protocol(), code);
    if (!code) {
        acceptor_.set_option(tcp::acceptor::reuse_address{true}, code);
        acceptor_.bind(endpoint, code);
    }
    if (!code) {
        acceptor_.listen(asio::socket_base::max_listen_connections, code);
    }
    if (code) {
        return failure(Error::Kind::BadInput, "cannot listen on " + place + ": " + code.message(),
                       code == asio::error::address_in_use
                           ? "another program has this port: choose another with --port"
                           : "choose another --port or --bind");
    }
    port_ = acceptor_.local_endpoint().port();
    return {};
}

asio::awaitable<void> CameraServer::accept() {
    while (true) {
        auto [code, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
        if (!code && room_.clients < kMaximumClients) {
            asio::co_spawn(context_, serve(std::move(socket)), asio::detached);
        } else if (code) {
            // Out of descriptors, most likely: some come back soon.
            asio::steady_timer timer{context_, std::chrono::milliseconds{100}};
            co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        }
    }
}

asio::awaitable<void> CameraServer::serve(tcp::socket socket) {
    Session session{room_, std::move(socket), settings_.tls ? &tls_ : nullptr, room_.connections++};
    ++room_.clients;
    try {
        co_await session.run();
    } catch (const boost::system::system_error& gone) {
        log::debug("simulated camera: client gone: {}", gone.what());
    }
    --room_.clients;
}

Simulator::State CameraServer::state() const {
    const auto extent = store_->extent();
    return {extent.pictures, extent.length, extent.finished, extent.error, room_.clients, room_.pictures};
}

}  // namespace

Result<std::unique_ptr<Simulator>> Simulator::start(SimulatorSettings settings, const Clock& clock) {
    auto server = std::make_unique<CameraServer>(std::move(settings), clock);
    if (auto opened = server->open(); !opened) {
        return tl::unexpected{opened.error()};
    }
    return server;
}

}  // namespace ocellus
