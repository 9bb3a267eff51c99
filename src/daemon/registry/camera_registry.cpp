// SPDX-License-Identifier: Apache-2.0
#include "daemon/registry/camera_registry.h"

#include <boost/asio/post.hpp>
#include <future>
#include <utility>

namespace ocellus {
namespace {

constexpr unsigned kTicksPerRate = 30;

}  // namespace

CameraRegistry::CameraRegistry(Surroundings around) : around_(std::move(around)), timer_(around_.network) {}

CameraRegistry::~CameraRegistry() = default;

void CameraRegistry::start() {
    boost::asio::post(around_.network, [this] { tickLater(); });
}

void CameraRegistry::tickLater() {
    const bool rates = ++ticks_ % kTicksPerRate == 0;
    visitAll([&](const std::string& id, CameraRoad& road) {
        road.tick();
        if (rates && around_.onRate) {
            around_.onRate(id, road.status().rate);
        }
    });
    timer_.expires_after(std::chrono::seconds{1});
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) {
            tickLater();
        }
    });
}

void CameraRegistry::put(CameraRoad::Settings settings, CameraRoad::Apps apps) {
    const std::string id = settings.id;
    std::shared_ptr<LiveHub> viewers;
    if (auto before = takeOut(id)) {
        viewers = before->viewers();
        takeDown(std::move(before));
    } else {
        viewers = std::make_shared<LiveHub>();
    }
    auto road = std::make_unique<CameraRoad>(
        std::move(settings),
        CameraRoad::Surroundings{around_.network, around_.clock, around_.pool, around_.journal,
                                 around_.metrics.forCamera(id), around_.onUp, around_.onMinute,
                                 around_.onCertificate, around_.onFrame},
        std::move(viewers));
    road->setApps(std::move(apps));
    {
        const std::lock_guard lock{mutex_};
        roads_[id] = std::move(road);
    }
    // It need not wait for the next second to connect.
    boost::asio::post(around_.network, [this, id] { visit(id, [](CameraRoad& added) { added.tick(); }); });
}

void CameraRegistry::remove(const std::string& id) {
    if (auto road = takeOut(id)) {
        takeDown(std::move(road));
    }
}

std::unique_ptr<CameraRoad> CameraRegistry::takeOut(const std::string& id) {
    const std::lock_guard lock{mutex_};
    const auto found = roads_.find(id);
    if (found == roads_.end()) {
        return nullptr;
    }
    auto road = std::move(found->second);
    roads_.erase(found);
    return road;
}

void CameraRegistry::clear() {
    std::map<std::string, std::unique_ptr<CameraRoad>> roads;
    {
        const std::lock_guard lock{mutex_};
        roads.swap(roads_);
    }
    for (auto& [id, road] : roads) {
        takeDown(std::move(road));
    }
    std::promise<void> cancelled;
    boost::asio::post(around_.network, [&] {
        timer_.cancel();
        cancelled.set_value();
    });
    cancelled.get_future().wait();
}

// The source belongs to the network thread; the wait for a running analysis must not be made there.
void CameraRegistry::takeDown(std::unique_ptr<CameraRoad> road) {
    std::promise<void> closed;
    boost::asio::post(around_.network, [&] {
        road->close();
        closed.set_value();
    });
    closed.get_future().wait();
    road.reset();
}

bool CameraRegistry::visit(const std::string& id, const std::function<void(CameraRoad&)>& visit) {
    const std::lock_guard lock{mutex_};
    const auto found = roads_.find(id);
    if (found == roads_.end()) {
        return false;
    }
    visit(*found->second);
    return true;
}

void CameraRegistry::visitAll(const std::function<void(const std::string& id, CameraRoad&)>& visit) {
    const std::lock_guard lock{mutex_};
    for (const auto& [id, road] : roads_) {
        visit(id, *road);
    }
}

}  // namespace ocellus
