// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "daemon/configuration/broker_configuration.h"
#include "daemon/configuration/camera_settings.h"
#include "daemon/configuration/server_configuration.h"

namespace ocellus {

// ocellus.yaml: the server, and cameras that are declared rather than added in the UI.
struct Configuration {
    ServerConfiguration server;
    StorageSettings storage;
    BrokerConfiguration mqtt;
    ModelSettings models;
    std::string timeZone;  // empty: the machine's
    std::vector<CameraSettings> cameras;
};

inline constexpr std::size_t kMaximumCameras = 256;

// One mistake in a configuration file, with its place in it.
struct ConfigurationError {
    std::string file;
    int line = 0;    // from 1; 0: the file itself
    int column = 0;  // 0: unknown
    SettingError error;
    // "ocellus.yaml:12: cameras/0/channel: 7 is out of range (choose 1 to 4)"
    [[nodiscard]] std::string text() const;
};

// In the order of their lines, all that could be found at once.
using ConfigurationErrors = std::vector<ConfigurationError>;

template <class Value>
using ConfigurationResult = tl::expected<Value, ConfigurationErrors>;

struct LoadedConfiguration {
    Configuration settings;
    std::vector<std::string> warnings;  // for the log and for `doctor`
};

[[nodiscard]] const SettingsSchema<Configuration>& configurationSchema();

// Reads ocellus.yaml and the passwords that it names. Relative paths in it are made absolute: they begin at
// the folder of the file.
[[nodiscard]] ConfigurationResult<LoadedConfiguration> loadConfiguration(const std::filesystem::path& file);

// The same for the file that `analyze` takes: the `apps:` of a camera, with or without that key.
[[nodiscard]] ConfigurationResult<AppsSettings> loadApps(const std::filesystem::path& file);

// As above, from a text; `file` is for messages and relative paths.
[[nodiscard]] ConfigurationResult<LoadedConfiguration> readConfiguration(std::string_view text,
                                                                         const std::filesystem::path& file);
[[nodiscard]] ConfigurationResult<AppsSettings> readApps(std::string_view text,
                                                         const std::filesystem::path& file);

// Settings as a configuration file that reads back as the same, but for secrets, which are left out.
[[nodiscard]] std::string toYaml(const Configuration& settings);

}  // namespace ocellus
