// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/api/camera_door.h"
#include "server/http/http_server.h"

namespace ocellus {

// The ports that cameras have of their own. Bound to the network thread.
class CameraDoors {
public:
    // Both outlive it.
    CameraDoors(boost::asio::io_context& context, Service& house, HttpLimits limits)
        : context_(context), house_(house), limits_(limits) {}

    // Opens the camera's door at `address`, or closes it. Where the new one cannot be opened the old one
    // stays.
    [[nodiscard]] Result<void> set(const std::string& camera, const std::optional<std::string>& address);
    // Cuts all clients off.
    void close();
    [[nodiscard]] std::size_t connections() const;
    // Where it listens, with the port taken; none if it has no door.
    [[nodiscard]] std::optional<std::string> addressOf(const std::string& camera) const;

private:
    struct Door {
        std::string wanted;
        std::string address;
        std::unique_ptr<CameraDoor>
            service;  // outlives its clients: a closed door waits until they have left
        std::unique_ptr<HttpServer> http;
    };

    void shut(std::map<std::string, Door>::iterator door);

    boost::asio::io_context& context_;
    Service& house_;
    const HttpLimits limits_;
    std::map<std::string, Door> doors_;
    std::vector<Door> closing_;
};

}  // namespace ocellus
