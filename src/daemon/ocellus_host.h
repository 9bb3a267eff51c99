// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "daemon/camera/camera_searches.h"
#include "daemon/live/event_viewers.h"
#include "daemon/live/renditions.h"
#include "daemon/receivers/broker_desk.h"
#include "daemon/registry/camera_book.h"
#include "daemon/registry/camera_registry.h"
#include "daemon/report/metrics.h"
#include "server/host.h"
#include "storage/store.h"

namespace ocellus {

// This machine as the server sees it: puts the parts of the daemon into the shapes of docs/reference/api.md.
// Thread-safe.
class OcellusHost final : public Host {
public:
    // All of it outlives the host.
    struct Parts {
        boost::asio::io_context& network;
        const Clock& clock;
        Store& store;
        CameraBook& book;
        CameraRegistry& registry;
        CameraSearches& searches;
        Renditions& renditions;
        BrokerDesk& broker;
        ClipHost& clips;
        Metrics& metrics;
        std::shared_ptr<EventViewers> viewers;
        std::function<nlohmann::json()> systemReport;
        std::function<void()> refreshMetrics;
        std::function<nlohmann::json(const std::string& camera)> rtsp;  // of a camera's page
    };

    explicit OcellusHost(Parts parts) : parts_(std::move(parts)) {}

    [[nodiscard]] nlohmann::json cameras() override;
    [[nodiscard]] Result<nlohmann::json> camera(const std::string& id) override;
    [[nodiscard]] Result<nlohmann::json> addCamera(const nlohmann::json& settings) override;
    [[nodiscard]] Result<nlohmann::json> changeCamera(const std::string& id,
                                                      const nlohmann::json& settings) override;
    [[nodiscard]] Result<void> removeCamera(const std::string& id) override;
    [[nodiscard]] Result<nlohmann::json> testCamera(const nlohmann::json& settings) override;

    [[nodiscard]] Result<nlohmann::json> result(const std::string& id) override;

    [[nodiscard]] nlohmann::json vendors() override { return vendorsJson(); }

    [[nodiscard]] Result<nlohmann::json> startFind(const nlohmann::json& settings) override;

    [[nodiscard]] Result<nlohmann::json> findProgress(const std::string& id) override {
        return parts_.searches.progress(id);
    }

    [[nodiscard]] Result<void> endFind(const std::string& id) override { return parts_.searches.end(id); }

    [[nodiscard]] Result<nlohmann::json> appSettings(const std::string& camera,
                                                     const std::string& app) override;
    [[nodiscard]] Result<nlohmann::json> changeAppSettings(const std::string& camera, const std::string& app,
                                                           const nlohmann::json& settings) override;
    [[nodiscard]] Result<void> removeApp(const std::string& camera, const std::string& app) override;

    [[nodiscard]] Result<nlohmann::json> testReceiver(const std::string& camera, const std::string& app,
                                                      const nlohmann::json& receiver) override;

    [[nodiscard]] Result<nlohmann::json> events(const EventQuery& query) override;
    [[nodiscard]] Result<EventPicture> eventPicture(const std::string& id) override;

    [[nodiscard]] Result<Publishable> snapshot(const std::string& camera, const RenditionWish& wish) override;
    [[nodiscard]] std::unique_ptr<LiveSubscription> watch(const std::string& camera, LiveViewer& viewer,
                                                          Feed feed) override;
    [[nodiscard]] std::unique_ptr<LiveSubscription> watchRendition(const std::string& camera,
                                                                   LiveViewer& viewer,
                                                                   const RenditionWish& wish) override;
    [[nodiscard]] std::unique_ptr<LiveSubscription> watchEvents(EventViewer& viewer) override;

    [[nodiscard]] ClipHost& clips() override { return parts_.clips; }

    [[nodiscard]] nlohmann::json broker() override { return parts_.broker.write(); }

    [[nodiscard]] Result<nlohmann::json> changeBroker(const nlohmann::json& settings) override {
        return parts_.broker.change(settings);
    }

    [[nodiscard]] Result<nlohmann::json> schema(const std::string& name) override;

    [[nodiscard]] nlohmann::json system() override { return parts_.systemReport(); }

    [[nodiscard]] std::string metrics() override;

private:
    [[nodiscard]] Result<Publishable> newest(const std::string& camera);
    [[nodiscard]] nlohmann::json describe(const CameraBook::Page& page);

    Parts parts_;
};

}  // namespace ocellus
