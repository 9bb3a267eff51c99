// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/occupancy/settings.h"
#include "base/settings.h"
#include "daemon/configuration/credential.h"
#include "daemon/configuration/listener.h"
#include "geometry/polygon.h"
#include "ingest/source_settings.h"

namespace ocellus {

// The apps of one camera; one that is not named does not run.
struct AppsSettings {
    std::optional<occupancy::OccupancySettings> occupancy;
};

// Everything that is set of one camera (RELAY-20 to RELAY-28).
struct CameraSettings : Credential {
    std::string id;
    std::string name;    // the id unless given
    std::string source;  // http(s), rtsp(s) or file; credentials within it are moved to username and password
    SourceMode mode = SourceMode::Mjpeg;
    int channel = 1;
    std::string unit;  // the camera of several sensors that this is a sensor of; empty: of none
    std::string username;
    TlsPolicy tls = TlsPolicy::Verify;
    std::string tlsPin;
    double analysisFps = 5;
    bool motionGate = true;
    std::string mac;  // 12 lower-case hex digits; empty: made from the id
    std::optional<Listener> listen;
    std::vector<Polygon> ignore;
    AppsSettings apps;
};

inline constexpr std::size_t kMaximumIgnoreAreas = 8;

[[nodiscard]] SettingsSchema<AppsSettings> appsSchema();

// `fromFiles`: with password_file and password_env, which only ocellus.yaml may use: nobody who may add a
// camera over the network is to read files by it.
[[nodiscard]] SettingsSchema<CameraSettings> cameraSchema(bool fromFiles);

[[nodiscard]] SourceSettings sourceSettings(const CameraSettings& camera);

// Whether a camera can stand beside the others: a sensor of a unit comes once, and a unit is no camera's id.
[[nodiscard]] Result<void> checkAmong(const CameraSettings& camera,
                                      const std::vector<CameraSettings>& others);

// The MAC of the manuals' payloads.
[[nodiscard]] std::string macOf(const CameraSettings& camera);

}  // namespace ocellus

namespace ocellus {

template <>
struct EnumerationNames<SourceMode> {
    static constexpr std::array<std::pair<SourceMode, std::string_view>, 2> kNames{
        {{SourceMode::Mjpeg, "mjpeg"}, {SourceMode::Jpeg, "jpeg"}}};
};

template <>
struct EnumerationNames<TlsPolicy> {
    static constexpr std::array<std::pair<TlsPolicy, std::string_view>, 4> kNames{
        {{TlsPolicy::Verify, "verify"},
         {TlsPolicy::Pin, "pin"},
         {TlsPolicy::Accept, "accept"},
         {TlsPolicy::Legacy, "legacy"}}};
};

}  // namespace ocellus
