// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/setting_descriptor.h"

namespace ocellus {

// Settings as YAML that reads back as the same settings, in the order of their descriptors. What is at its
// default is left out, and so are secrets: they do not belong into an exported file.
[[nodiscard]] std::string toYaml(const nlohmann::json& settings,
                                 const std::vector<SettingDescriptor>& members);

}  // namespace ocellus
