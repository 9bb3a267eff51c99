// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "daemon/camera/camera_launcher.h"
#include "daemon/configuration/camera_settings.h"
#include "storage/store.h"

namespace ocellus {

// The settings of all cameras: those that ocellus.yaml declares, which nobody changes here, and those that
// were added in the UI, which are stored. What is entered is launched. Thread-safe; for worker threads, since
// it waits for the disk and for cameras that stop.
class CameraBook {
public:
    struct Page {
        CameraSettings settings;
        bool declared = false;
        // As they were given, secrets included, to be stored and to complete the next change. Never shown.
        nlohmann::json given{};      // of a camera that is not declared; without `apps`
        nlohmann::json givenApps{};  // by name of app
    };

    CameraBook(Store& store, CameraLauncher& launcher) : store_(store), launcher_(launcher) {}

    // Enters the declared cameras, then the stored ones, and launches them. A stored camera whose id is
    // declared too is left out, and that is said; so is one that can no longer be read.
    [[nodiscard]] Result<void> open(std::vector<CameraSettings> declared);

    [[nodiscard]] std::vector<Page> all() const;
    [[nodiscard]] Result<Page> find(const std::string& id) const;

    // `settings`: JSON of cameraSchema without `apps`, with "***" for secrets that stay. Conflict for a
    // declared camera or an id that is taken.
    [[nodiscard]] Result<Page> add(nlohmann::json settings);
    // Keys that are not given stay as they are.
    [[nodiscard]] Result<Page> change(const std::string& id, nlohmann::json settings);
    [[nodiscard]] Result<void> remove(const std::string& id);

    // Settings with the secrets of the stored camera put back where the form sent "***": for trying them.
    [[nodiscard]] Result<CameraSettings> read(nlohmann::json settings) const;

    // The same for a search (find_settings.h), whose key `camera` says whose secrets are meant.
    [[nodiscard]] nlohmann::json completeFind(nlohmann::json settings) const;

    // Apps; `settings` empty: takes the app off the camera.
    [[nodiscard]] Result<Page> changeApp(const std::string& id, const std::string& app,
                                         std::optional<nlohmann::json> settings);

private:
    // What was given for a camera, secrets included; {} for one that is declared, or not there.
    [[nodiscard]] nlohmann::json givenFor(const nlohmann::json& id) const;
    [[nodiscard]] Result<Page> writable(const std::string& id) const;
    [[nodiscard]] Result<void> enterStored();
    void enter(Page page);
    // At the start: a port that another program has costs the camera its port, not its start.
    void openDoorOf(const CameraSettings& camera);
    // What one camera alone cannot know: others with its channel, and who has its port.
    [[nodiscard]] Result<void> admit(const CameraSettings& camera);

    Store& store_;
    CameraLauncher& launcher_;
    mutable std::mutex changes_;  // one change at a time, from validation to launch
    mutable std::mutex mutex_;    // over pages_
    std::map<std::string, Page> pages_;
};

}  // namespace ocellus
