// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "daemon/camera/detail_choice.h"
#include "daemon/configuration/camera_settings.h"
#include "daemon/registry/camera_registry.h"
#include "inference/calibration.h"
#include "outputs/outputs.h"
#include "storage/store.h"

namespace ocellus {

// Turns a camera's settings into what runs: its road, its apps, and where its events go. For worker threads.
class CameraLauncher {
public:
    // Opens a port on which the bare paths of the camera CGIs mean this camera; none closes it.
    using SetDoor = std::function<Result<void>(const std::string& camera, const std::optional<Listener>&)>;

    struct Surroundings {
        CameraRegistry& registry;
        const Calibration& calibration;
        DetailChoice& detail;
        Outputs& outputs;
        Store& store;
        SetDoor setDoor;
    };

    explicit CameraLauncher(Surroundings around) : around_(std::move(around)) {}

    // The port of its own that the settings name; Conflict where another program has it.
    [[nodiscard]] Result<void> openDoor(const CameraSettings& camera);

    // Starts the camera, or starts it anew with other settings.
    void launch(const CameraSettings& camera);
    // The same camera with other apps: its connection and its tracks go on.
    void changeApps(const CameraSettings& camera);
    void remove(const CameraSettings& camera);

private:
    [[nodiscard]] CameraRoad::Apps makeApps(const CameraSettings& camera) const;
    void direct(const CameraSettings& camera);

    [[nodiscard]] CameraRoad::Settings roadSettings(const CameraSettings& camera) const;

    const Surroundings around_;
};

}  // namespace ocellus
