// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/setting_descriptor.h"
#include "storage/database.h"
#include "storage/key_file.h"

namespace ocellus {

struct StoredAppSettings {
    std::string camera;
    std::string app;
    nlohmann::json settings;  // whole, secrets included
};

// The settings of apps on cameras, where they are not declared in ocellus.yaml. Secrets are sealed with the
// key file. Bound to the storage thread.
class AppSettings {
public:
    AppSettings(Database& database, const KeyFile& key) : database_(database), key_(key) {}

    // By camera, then app.
    [[nodiscard]] Result<std::vector<StoredAppSettings>> list();
    [[nodiscard]] Result<std::optional<nlohmann::json>> find(const std::string& camera,
                                                             const std::string& app);
    // Adds or replaces; `descriptors` say which values are secrets (see Cameras::put).
    Result<void> put(const StoredAppSettings& settings, const std::vector<SettingDescriptor>& descriptors);
    Result<void> remove(const std::string& camera, const std::string& app);  // NotFound

private:
    Database& database_;
    const KeyFile& key_;
};

}  // namespace ocellus
