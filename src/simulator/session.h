// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "simulator/access.h"
#include "simulator/camera_request.h"
#include "simulator/picture_store.h"
#include "simulator/simulator_settings.h"
#include "simulator/wire.h"

namespace ocellus {

// What the clients of one simulated camera have in common. Bound to its thread but for its counters.
struct CameraRoom {
    const SimulatorSettings& settings;
    const Clock& clock;
    const PictureStore& store;
    Access access;
    Instant start{};  // of the clip
    std::uint64_t connections = 0;
    std::atomic<std::uint64_t> clients = 0;   // now; others read it
    std::atomic<std::uint64_t> pictures = 0;  // sent
};

// One client of a simulated camera, from its first request to its end. Bound to the simulator's thread.
class Session {
public:
    Session(CameraRoom& room, boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
            std::uint64_t number)
        : room_(room), wire_(std::move(socket), tls), number_(number) {}

    // Throws what Wire throws when the client goes.
    [[nodiscard]] boost::asio::awaitable<void> run();

private:
    using Task = boost::asio::awaitable<void>;

    [[nodiscard]] boost::asio::awaitable<std::optional<CameraRequest>> nextRequest();
    [[nodiscard]] boost::asio::awaitable<bool> answer(const CameraRequest& request);
    [[nodiscard]] Task still(const CameraRequest& request);
    [[nodiscard]] Task stream(const CameraRequest& request);
    [[nodiscard]] boost::asio::awaitable<bool> sendPicture(Framing& framing, const EncodedPicture& picture,
                                                           std::uint64_t number);
    [[nodiscard]] Task sendSlowly(const std::vector<WirePiece>& pieces);
    [[nodiscard]] Task refuse(const CameraRequest& request, const char* status, const std::string& lines);
    [[nodiscard]] Task flood();
    [[nodiscard]] Task sleepUntil(Instant when);
    [[nodiscard]] Task sleepFor(Duration time);
    [[nodiscard]] Task untilClientGoes();

    CameraRoom& room_;
    Wire wire_;
    std::uint64_t number_;
    std::string received_;
};

}  // namespace ocellus
