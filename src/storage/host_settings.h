// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "storage/database.h"
#include "storage/key_file.h"

namespace ocellus {

// What is set or remembered once for the whole host, each a JSON document by name, sealed whole with the key
// file. Bound to the storage thread.
class HostSettings {
public:
    HostSettings(Database& database, const KeyFile& key) : database_(database), key_(key) {}

    [[nodiscard]] Result<std::optional<nlohmann::json>> find(const std::string& name);
    // Adds or replaces.
    Result<void> put(const std::string& name, const nlohmann::json& settings);

private:
    Database& database_;
    const KeyFile& key_;
};

}  // namespace ocellus
