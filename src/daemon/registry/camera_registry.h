// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/camera/camera_road.h"
#include "daemon/report/metrics.h"

namespace ocellus {

// The cameras that run: makes their roads, keeps them ticking, takes them down. Thread-safe; add(), replace()
// and remove() wait for the network thread and for an analysis that runs, so they are for worker threads.
class CameraRegistry {
public:
    struct Surroundings {
        boost::asio::io_context& network;
        const Clock& clock;
        AnalysisPool& pool;
        Journal& journal;
        Metrics& metrics;
        std::function<void(const std::string& camera, bool up)> onUp;
        CameraCounts::OnMinute onMinute;
        // A certificate was seen first at a camera that pins: to be kept. False: not now, ask again.
        std::function<bool(const CertificatePins::Pin& pin)> onCertificate;
        // Pictures a second, said every 30 s on the network thread.
        std::function<void(const std::string& camera, double rate)> onRate{};
        std::function<void(const std::string& camera, const std::string& app, const Observation& seen)>
            onFrame{};  // CameraRoad::Surroundings
    };

    explicit CameraRegistry(Surroundings around);
    ~CameraRegistry();
    CameraRegistry(const CameraRegistry&) = delete;
    CameraRegistry& operator=(const CameraRegistry&) = delete;

    // Starts the clockwork that calls each road's tick() once a second. Call once.
    void start();

    // Adds a camera or replaces the one of that id, whose viewers stay and see the new one.
    void put(CameraRoad::Settings settings, CameraRoad::Apps apps);
    void remove(const std::string& id);
    // All of them, before the network thread ends.
    void clear();

    // Calls `visit` with the road of a camera while it is safe from removal; false if there is none. `visit`
    // must be quick and must not call the registry.
    bool visit(const std::string& id, const std::function<void(CameraRoad&)>& visit);
    void visitAll(const std::function<void(const std::string& id, CameraRoad&)>& visit);

private:
    void tickLater();
    [[nodiscard]] std::unique_ptr<CameraRoad> takeOut(const std::string& id);
    void takeDown(std::unique_ptr<CameraRoad> road);

    const Surroundings around_;
    boost::asio::steady_timer timer_;
    unsigned ticks_ = 0;  // the network thread's
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<CameraRoad>> roads_;
};

}  // namespace ocellus
