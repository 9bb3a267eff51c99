// SPDX-License-Identifier: Apache-2.0
#include "cli/configuration_file.h"

#include <iostream>
#include <utility>

#include "base/log.h"

namespace ocellus::cli {

std::optional<Configuration> readConfigurationFile(const std::string& file) {
    auto loaded = loadConfiguration(file);
    if (!loaded) {
        for (const ConfigurationError& error : loaded.error()) {
            std::cerr << "error: " << error.text() << '\n';
        }
        return std::nullopt;
    }
    for (const std::string& warning : loaded->warnings) {
        log::warn("{}", warning);
    }
    return std::move(loaded->settings);
}

}  // namespace ocellus::cli
