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

// A camera that was added in the UI or by REST, with its settings whole, secrets included.
struct StoredCamera {
    std::string id;
    nlohmann::json settings;
};

// The cameras that are not declared in ocellus.yaml. Secrets are sealed with the key file. Bound to the
// storage thread.
class Cameras {
public:
    Cameras(Database& database, const KeyFile& key) : database_(database), key_(key) {}

    // By id. A camera whose secrets cannot be read is an error of the whole list, never a camera without
    // password.
    [[nodiscard]] Result<std::vector<StoredCamera>> list();
    [[nodiscard]] Result<std::optional<StoredCamera>> find(const std::string& id);
    // Adds or replaces. `descriptors` (SettingsSchema::descriptors()) say which values are secrets; "***"
    // must have been replaced by the real value before.
    Result<void> put(const StoredCamera& camera, const std::vector<SettingDescriptor>& descriptors);
    // Its apps' settings and its device accounts go with it. NotFound where there is none.
    Result<void> remove(const std::string& id);

private:
    Database& database_;
    const KeyFile& key_;
};

}  // namespace ocellus
