// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemon/camera_registry.h"
#include "daemon/configuration/camera_settings.h"
#include "inference/calibration.h"
#include "outputs/directory.h"
#include "outputs/post_office.h"

namespace ocellus {

// Turns a camera's settings into what runs: its road, its apps, and where its events go. For worker threads.
class CameraLauncher {
public:
    // Makes the outputs of a camera's HTTP destinations; the broker's is there already.
    using ServeDestinations = std::function<void(const AppDestinations&)>;

    CameraLauncher(CameraRegistry& registry, const Calibration& calibration, Directory& directory,
                   ServeDestinations serve)
        : registry_(registry), calibration_(calibration), directory_(directory), serve_(std::move(serve)) {}

    // Starts the camera, or starts it anew with other settings.
    void launch(const CameraSettings& camera);
    // The same camera with other apps: its connection and its tracks go on.
    void changeApps(const CameraSettings& camera);
    void remove(const CameraSettings& camera);

private:
    [[nodiscard]] CameraRoad::Apps makeApps(const CameraSettings& camera) const;
    void direct(const CameraSettings& camera);

    CameraRegistry& registry_;
    const Calibration& calibration_;
    Directory& directory_;
    ServeDestinations serve_;
};

}  // namespace ocellus
