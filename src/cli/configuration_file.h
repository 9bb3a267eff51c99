// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "daemon/configuration/configuration.h"

namespace ocellus::cli {

// Reads ocellus.yaml; warnings and errors go to standard error, one line each. Nothing where it is wrong.
[[nodiscard]] std::optional<Configuration> readConfigurationFile(const std::string& file);

}  // namespace ocellus::cli
