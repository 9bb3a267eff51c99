// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/server_configuration.h"

#include <algorithm>
#include <charconv>

namespace ocellus {
namespace {

bool isInputSize(const std::string& text) {
    int width = 0;
    int height = 0;
    const char* last = text.data() + text.size();
    const auto [cross, first] = std::from_chars(text.data(), last, width);
    if (first != std::errc{} || cross == last || *cross != 'x') {
        return false;
    }
    const auto [end, second] = std::from_chars(cross + 1, last, height);
    return second == std::errc{} && end == last && width >= 32 && height >= 32 && width <= 4096 &&
           height <= 4096;
}

Result<void> checkModels(const ModelSettings& models) {
    if (models.input == kInputAuto || models.input == kInputPlain || models.input == kInputFine ||
        isInputSize(models.input)) {
        return {};
    }
    Error error{Error::Kind::BadInput, "input is wrong", {}, {}};
    error.fields.push_back({"input", "\"" + models.input + "\" is not a size",
                            "write auto, plain, fine, or width x height in pixels: 416x256"});
    return tl::unexpected(std::move(error));
}

}  // namespace

SettingsSchema<ServerConfiguration> serverSchema() {
    const auto listener = [](std::string what) {
        return SettingNotes{.help = std::move(what) + ": address:port; off unless given",
                            .maximumLength = 60};
    };
    return SettingsSchema<ServerConfiguration>()
        .field("http", &ServerConfiguration::http,
               listener("Where plain HTTP is served, best on 127.0.0.1 alone"))
        .field("https", &ServerConfiguration::https, listener("Where HTTPS is served"))
        .field("rtsp", &ServerConfiguration::rtsp, listener("Where cameras are passed on by RTSP"));
}

SettingsSchema<StorageSettings> storageSchema() {
    return SettingsSchema<StorageSettings>()
        .field(
            "path", &StorageSettings::path,
            {.help = "Folder for the database, pictures and the key file; made when missing. A relative path "
                     "begins at the folder of the configuration file",
             .maximumLength = 1024})
        .field("event_days", &StorageSettings::eventDays,
               {.help = "How long events are kept", .unit = "days", .minimum = 1, .maximum = 3660})
        .field(
            "picture_days", &StorageSettings::pictureDays,
            {.help = "How long pictures of alarms are kept", .unit = "days", .minimum = 1, .maximum = 3660})
        .field("picture_gigabytes", &StorageSettings::pictureGigabytes,
               {.help = "How much room pictures of alarms may take; the oldest go first",
                .unit = "GB",
                .minimum = 0.01,
                .maximum = 100'000});
}

SettingsSchema<ModelSettings> modelSchema() {
    return SettingsSchema<ModelSettings>()
        .field(
            "detector", &ModelSettings::detector,
            {.help = "Id of the detector, as `ocellus models list` shows it; the built-in one unless given",
             .maximumLength = 80})
        .field(
            "input", &ModelSettings::input,
            {.help =
                 "Size of the detector's input. plain takes the model's shape nearest to the picture's, "
                 "such as 416x256; fine a larger one, such as 640x384, which shows smaller objects and costs "
                 "more than twice as much; auto is fine while all cameras together take no more than a "
                 "quarter of the processors by it, else plain. A size such as 320x192 is taken as it is",
             .maximumLength = 9})
        .check(checkModels);
}

}  // namespace ocellus
