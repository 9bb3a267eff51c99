// SPDX-License-Identifier: Apache-2.0
#include "server/camera_doors.h"

#include <utility>

#include "base/log.h"

namespace ocellus {

Result<void> CameraDoors::set(const std::string& camera, const std::optional<std::string>& address) {
    std::erase_if(closing_, [](const Door& door) { return door.http->connections() == 0; });
    const auto present = doors_.find(camera);
    if (!address) {
        if (present != doors_.end()) {
            shut(present);
        }
        return {};
    }
    if (present != doors_.end() && present->second.wanted == *address) {
        return {};
    }
    Door door;
    door.wanted = *address;
    door.service = std::make_unique<CameraDoor>(house_, camera);
    door.http = std::make_unique<HttpServer>(context_, *door.service, limits_);
    auto bound = parseListenAddress(*address).and_then(
        [&](const ListenAddress& parsed) { return door.http->listen(parsed, nullptr, "listen"); });
    if (!bound) {
        return tl::unexpected(bound.error());
    }
    door.address = bound->text();
    log::info("camera's own port open camera={} address={}", camera, door.address);
    if (present != doors_.end()) {
        shut(present);
    }
    doors_.insert_or_assign(camera, std::move(door));
    return {};
}

void CameraDoors::shut(std::map<std::string, Door>::iterator door) {
    door->second.http->close();
    closing_.push_back(std::move(door->second));
    doors_.erase(door);
}

void CameraDoors::close() {
    while (!doors_.empty()) {
        shut(doors_.begin());
    }
    for (Door& door : closing_) {
        door.http->close();
    }
}

std::size_t CameraDoors::connections() const {
    std::size_t count = 0;
    for (const Door& door : closing_) {
        count += door.http->connections();
    }
    for (const auto& [camera, door] : doors_) {
        count += door.http->connections();
    }
    return count;
}

std::optional<std::string> CameraDoors::addressOf(const std::string& camera) const {
    const auto door = doors_.find(camera);
    return door == doors_.end() ? std::nullopt : std::optional(door->second.address);
}

}  // namespace ocellus
