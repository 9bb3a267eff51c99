// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <mutex>
#include <unordered_map>

#include "base/log.h"
#include "server/http/acceptor.h"
#include "server/rtsp/rtsp_connection.h"
#include "server/rtsp/rtsp_door.h"
#include "server/worker_pool.h"

namespace ocellus {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t kWorkers = 1;  // for accounts: each question takes a millisecond or two
constexpr std::size_t kMostQuestions = 256;
constexpr std::chrono::seconds kTick{1};

}  // namespace

class RtspServer::Room : public std::enable_shared_from_this<Room> {
public:
    Room(const Parts& parts, RtspLimits limits, PictureEncoder::Terms encoders)
        : parts_(parts),
          limits_(limits),
          encoders_(std::move(encoders)),
          door_(parts.devices, parts.host),
          workers_(kWorkers, kMostQuestions),
          timer_(parts.context),
          around_{parts.context,
                  parts.clock,
                  door_,
                  workers_,
                  limits_,
                  [this](const std::string& camera, RtspForm form) { return stream(camera, form); }} {}

    Result<ListenAddress> listen(const ListenAddress& address) {
        auto opened = openAcceptor(parts_.context, address, "server.rtsp");
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        auto acceptor = std::make_shared<tcp::acceptor>(std::move(*opened));
        acceptor_ = acceptor;
        asio::co_spawn(parts_.context, accept(shared_from_this(), acceptor), asio::detached);
        tickLater();
        error_code error;
        return ListenAddress{address.address, acceptor->local_endpoint(error).port()};
    }

    void close() {
        error_code ignored;
        if (acceptor_) {
            acceptor_->close(ignored);
            acceptor_.reset();
        }
        timer_.cancel();
        for (const auto& [connection, peer] : std::map(clients_)) {
            connection->close();
        }
    }

    void stopWorkers() { workers_.stop(); }

    [[nodiscard]] std::size_t connections() const { return clients_.size(); }

    [[nodiscard]] RtspReport report() const {
        const std::lock_guard lock{mutex_};
        return report_;
    }

private:
    using Client = std::shared_ptr<RtspConnection>;

    static asio::awaitable<void> accept(std::shared_ptr<Room> room, std::shared_ptr<tcp::acceptor> acceptor) {
        while (acceptor->is_open()) {
            error_code error;
            tcp::socket socket =
                co_await acceptor->async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (!error) {
                room->admit(std::move(socket));
            } else if (error != asio::error::operation_aborted) {
                // Out of descriptors, most likely: try again when some may have been given back.
                log::warn("cannot accept a client reason=\"{}\"", error.message());
                asio::steady_timer pause(room->parts_.context, std::chrono::milliseconds{100});
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            }
        }
    }

    void admit(tcp::socket socket) {
        error_code error;
        auto address = socket.remote_endpoint(error).address();
        if (error) {
            return;
        }
        if (address.is_v6() && address.to_v6().is_v4_mapped()) {
            address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
        }
        const std::string peer = address.to_string();
        if (clients_.size() >= limits_.connections || perAddress_[peer] >= limits_.connectionsPerAddress) {
            refuse(socket);
            return;
        }
        auto connection = std::make_shared<RtspConnection>(std::move(socket), peer, around_);
        clients_.emplace(connection, peer);
        ++perAddress_[peer];
        connection->start([room = weak_from_this(), weak = std::weak_ptr(connection)] {
            if (const auto self = room.lock()) {
                self->forget(weak.lock());
            }
        });
    }

    static void refuse(tcp::socket& socket) {
        static constexpr std::string_view kRefusal =
            "RTSP/1.0 453 Not Enough Bandwidth\r\nRetry-After: 5\r\n\r\n";
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(kRefusal), ignored);
    }

    void forget(const Client& connection) {
        const auto found = clients_.find(connection);
        if (found == clients_.end()) {
            return;
        }
        if (--perAddress_[found->second] == 0) {
            perAddress_.erase(found->second);
        }
        clients_.erase(found);
    }

    std::shared_ptr<RtspStream> stream(const std::string& camera, RtspForm form) {
        auto& stream = streams_[{camera, form}];
        if (!stream) {
            stream = std::make_shared<RtspStream>(parts_.context, parts_.clock, parts_.host, camera, form,
                                                  encoders_);
        }
        return stream;
    }

    void tickLater() {
        tick();
        timer_.expires_after(kTick);
        timer_.async_wait([weak = weak_from_this()](const error_code& error) {
            const auto self = weak.lock();
            if (!error && self) {
                self->tickLater();
            }
        });
    }

    void tick() {
        for (const auto& [connection, peer] : std::map(clients_)) {
            connection->tick();
        }
        for (const auto& [key, stream] : streams_) {
            stream->tick();
        }
        write();
    }

    void write() {
        std::map<std::string, RtspReport::Camera> cameras;
        for (const auto& [connection, peer] : clients_) {
            if (!connection->camera().empty()) {
                auto& camera = cameras[connection->camera()];
                camera.readers += connection->playing() ? 1 : 0;
            }
        }
        for (const auto& [key, stream] : streams_) {
            const RtspStream::State state = stream->state();
            auto& camera = cameras[state.camera];
            camera.encoderStarts += state.encoderStarts;
            camera.skipped += state.skipped;
            if (state.reason) {
                camera.reason = state.reason;
            }
            if (!state.obstacle.empty()) {
                camera.obstacle = state.obstacle;
            }
        }
        RtspReport report;
        report.connections = clients_.size();
        for (auto& [id, camera] : cameras) {
            camera.camera = id;
            report.cameras.push_back(std::move(camera));
        }
        const std::lock_guard lock{mutex_};
        report_ = std::move(report);
    }

    const Parts parts_;
    const RtspLimits limits_;
    const PictureEncoder::Terms encoders_;
    RtspDoor door_;
    WorkerPool workers_;
    asio::steady_timer timer_;
    const RtspConnection::Surroundings around_;
    std::shared_ptr<tcp::acceptor> acceptor_;
    std::map<std::pair<std::string, RtspForm>, std::shared_ptr<RtspStream>> streams_;  // kept: they count
    std::map<Client, std::string> clients_;                                            // and their addresses
    std::unordered_map<std::string, std::size_t> perAddress_;
    mutable std::mutex mutex_;
    RtspReport report_;
};

RtspServer::RtspServer(Parts parts, RtspLimits limits, PictureEncoder::Terms encoders)
    : room_(std::make_shared<Room>(parts, limits, std::move(encoders))) {}

RtspServer::~RtspServer() {
    room_->close();
}

Result<ListenAddress> RtspServer::listen(const ListenAddress& address) {
    return room_->listen(address);
}

void RtspServer::close() {
    room_->close();
}

void RtspServer::stopWorkers() {
    room_->stopWorkers();
}

std::size_t RtspServer::connections() const {
    return room_->connections();
}

RtspReport RtspServer::report() const {
    return room_->report();
}

}  // namespace ocellus
