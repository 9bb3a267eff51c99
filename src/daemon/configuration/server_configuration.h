// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/settings.h"
#include "daemon/configuration/listener.h"

namespace ocellus {

// Where the server listens; a listener that is not named is off.
struct ServerConfiguration {
    std::optional<Listener> http;
    std::optional<Listener> https;
    std::optional<Listener> rtsp;
};

// Where events, pictures, accounts and keys are kept, and for how long.
struct StorageSettings {
    std::string path = "./data";
    int eventDays = 90;
    int pictureDays = 30;
    double pictureGigabytes = 2;
};

// Words for ModelSettings::input.
inline constexpr const char* kInputAuto = "auto";    // fine while the host can afford it, else plain
inline constexpr const char* kInputPlain = "plain";  // the detector's shape nearest to each camera's picture
inline constexpr const char* kInputFine = "fine";    // likewise, of its larger ones

// Which detector runs, and how closely it looks.
struct ModelSettings {
    std::string detector;            // empty: the built-in one
    std::string input = kInputAuto;  // a word of those above, or WxH
};

[[nodiscard]] SettingsSchema<ServerConfiguration> serverSchema();
[[nodiscard]] SettingsSchema<StorageSettings> storageSchema();
[[nodiscard]] SettingsSchema<ModelSettings> modelSchema();

}  // namespace ocellus
