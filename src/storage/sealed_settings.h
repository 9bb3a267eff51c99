// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/setting_descriptor.h"
#include "storage/key_file.h"

namespace ocellus {

// A settings document as it is stored: JSON without its secrets, and those sealed.
struct SealedSettings {
    std::string open;
    Bytes secrets;
};

// Takes every text out of `settings` that a descriptor calls a Secret, at any depth, and seals it. The caller
// has put real values where a form sent "***".
[[nodiscard]] SealedSettings sealSettings(nlohmann::json settings,
                                          const std::vector<SettingDescriptor>& descriptors,
                                          const KeyFile& key, std::string_view context);

// The document whole again.
[[nodiscard]] Result<nlohmann::json> unsealSettings(const SealedSettings& sealed, const KeyFile& key,
                                                    std::string_view context);

}  // namespace ocellus
