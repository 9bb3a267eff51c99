// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "base/setting_descriptor.h"

namespace ocellus {

// Forms send "***" for a secret that is to stay as it is. Puts the real ones back from the settings before
// the change, at any depth; items of lists are matched by their place. A secret that was not there before
// becomes empty.
void keepSecrets(nlohmann::json& settings, const nlohmann::json& before,
                 const std::vector<SettingDescriptor>& descriptors);

// The other way round: every secret that is set reads "***".
void hideSecrets(nlohmann::json& settings, const std::vector<SettingDescriptor>& descriptors);

}  // namespace ocellus
