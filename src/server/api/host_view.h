// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "server/host.h"

namespace ocellus {

// The host as one user, or one device, sees it: cameras that are not his do not exist. Every handler goes
// through it, so the check stands where the object is loaded. Thread-safe; a value that outlives no host.
class HostView {
public:
    // `cameras`: the ids that are his; none: all.
    HostView(Host& host, std::optional<std::vector<std::string>> cameras)
        : host_(&host), cameras_(std::move(cameras)) {}

    [[nodiscard]] bool sees(const std::string& camera) const;

    [[nodiscard]] nlohmann::json cameras() const;
    [[nodiscard]] Result<nlohmann::json> camera(const std::string& id) const;
    [[nodiscard]] Result<nlohmann::json> changeCamera(const std::string& id,
                                                      const nlohmann::json& settings) const;
    [[nodiscard]] Result<nlohmann::json> result(const std::string& id) const;
    [[nodiscard]] Result<void> removeCamera(const std::string& id) const;
    [[nodiscard]] Result<nlohmann::json> appSettings(const std::string& camera, const std::string& app) const;
    [[nodiscard]] Result<nlohmann::json> changeAppSettings(const std::string& camera, const std::string& app,
                                                           const nlohmann::json& settings) const;
    [[nodiscard]] Result<void> removeApp(const std::string& camera, const std::string& app) const;
    [[nodiscard]] Result<nlohmann::json> testReceiver(const std::string& camera, const std::string& app,
                                                      const nlohmann::json& receiver) const;
    [[nodiscard]] Result<nlohmann::json> startTrial(const std::string& camera,
                                                    const nlohmann::json& wanted) const;
    [[nodiscard]] Result<nlohmann::json> trial(const std::string& camera, const std::string& id) const;
    [[nodiscard]] Result<void> endTrial(const std::string& camera, const std::string& id) const;
    [[nodiscard]] Result<Publishable> snapshot(const std::string& camera,
                                               const RenditionWish& wish = {}) const;
    [[nodiscard]] Result<nlohmann::json> events(EventQuery query) const;
    [[nodiscard]] Result<SharedBytes> eventPicture(const std::string& id) const;
    [[nodiscard]] std::unique_ptr<LiveSubscription> watch(const std::string& camera, LiveViewer& viewer,
                                                          Host::Feed feed) const;
    [[nodiscard]] std::unique_ptr<LiveSubscription> watchRendition(const std::string& camera,
                                                                   LiveViewer& viewer,
                                                                   const RenditionWish& wish) const;
    [[nodiscard]] std::unique_ptr<LiveSubscription> watchEvents(EventViewer& viewer) const;

private:
    [[nodiscard]] Result<void> check(const std::string& camera) const;

    Host* host_;
    std::optional<std::vector<std::string>> cameras_;
};

}  // namespace ocellus
