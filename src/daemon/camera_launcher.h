// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemon/camera_registry.h"
#include "daemon/configuration/camera_settings.h"
#include "inference/calibration.h"
#include "outputs/outputs.h"
#include "storage/count_files.h"

namespace ocellus {

// Turns a camera's settings into what runs: its road, its apps, and where its events go. For worker threads.
class CameraLauncher {
public:
    CameraLauncher(CameraRegistry& registry, const Calibration& calibration, Outputs& outputs,
                   CountFiles& countFiles)
        : registry_(registry), calibration_(calibration), outputs_(outputs), countFiles_(countFiles) {}

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
    Outputs& outputs_;
    CountFiles& countFiles_;
};

}  // namespace ocellus
