// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/clock.h"
#include "daemon/camera/detector_cost.h"
#include "daemon/receivers/broker_desk.h"
#include "daemon/registry/camera_registry.h"
#include "inference/detector_model.h"
#include "outputs/outputs.h"
#include "server/server.h"
#include "storage/store.h"

namespace ocellus {

// What the system page shows (docs/reference/api.md, "System"): how this process and its machine stand.
// Thread-safe; reads the disk.
class SystemReport {
public:
    struct Parts {
        const Clock& clock;
        Store& store;
        Outputs& outputs;
        CameraRegistry& registry;
        DetectorModel& model;
        DetectorCosts costs;
        const BrokerDesk& broker;
        std::function<RtspReport()> rtsp;
    };

    explicit SystemReport(Parts parts) : parts_(std::move(parts)), started_(parts_.clock.now()) {}

    // Where the server listens, once that is known.
    void setListeners(const Server& server);

    [[nodiscard]] nlohmann::json write();

private:
    [[nodiscard]] nlohmann::json findings();

    Parts parts_;
    Instant started_;
    nlohmann::json listeners_ = nlohmann::json::object();
};

}  // namespace ocellus
