// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/camera_launcher.h"

#include "apps/occupancy/occupancy_app.h"
#include "base/log.h"
#include "daemon/receivers/app_destinations.h"
#include "net/url.h"

namespace ocellus {
namespace {

// No certificate has this fingerprint.
constexpr const char* kUnknownPin = "unknown";

// host:port of its source; empty where that is no address.
std::string peerOf(const CameraSettings& camera) {
    const auto url = parseUrl(camera.source);
    return url ? url->peer() : "";
}

// Zones that are off count nothing, so there is nothing to tell of them; the others keep their numbers, by
// which Home Assistant knows them.
DiscoveredCamera discoveredOf(const CameraSettings& camera) {
    DiscoveredCamera discovered{camera.id, camera.name, {}};
    if (camera.apps.occupancy) {
        for (const occupancy::ZoneSettings& zone : camera.apps.occupancy->zones) {
            discovered.zones.push_back(zone.enabled ? zone.name : "");
        }
    }
    return discovered;
}

}  // namespace

CameraRoad::Settings CameraLauncher::roadSettings(const CameraSettings& camera) const {
    CameraRoad::Settings settings;
    settings.id = camera.id;
    settings.unit = camera.unit;
    settings.source = sourceSettings(camera);
    settings.analysisRate = camera.analysisFps;
    settings.analysis.motionGate = camera.motionGate;
    settings.analysis.ignore = camera.ignore;
    if (camera.tls == TlsPolicy::Pin && camera.tlsPin.empty()) {
        const auto pin =
            around_.store.run([&](Tables& tables) { return tables.certificatePins.find(camera.id); });
        if (!pin) {
            // Rather no picture than one from whoever is there now.
            log::error("camera {}: {}", camera.id, pin.error().text());
            settings.source.pinnedCertificate = kUnknownPin;
        } else if (*pin && (*pin)->peer == peerOf(camera)) {
            settings.source.pinnedCertificate = (*pin)->certificate;
        }
    }
    return settings;
}

Result<void> CameraLauncher::openDoor(const CameraSettings& camera) {
    auto opened = around_.setDoor(camera.id, camera.listen);
    if (!opened) {
        opened.error().fields.push_back({"listen", opened.error().message, opened.error().remedy});
    }
    return opened;
}

void CameraLauncher::launch(const CameraSettings& camera) {
    direct(camera);
    around_.detail.put(camera.id, camera.analysisFps);
    around_.registry.put(roadSettings(camera), makeApps(camera));
}

void CameraLauncher::changeApps(const CameraSettings& camera) {
    direct(camera);
    around_.registry.visit(camera.id, [&](CameraRoad& road) { road.setApps(makeApps(camera)); });
}

void CameraLauncher::remove(const CameraSettings& camera) {
    (void)around_.setDoor(camera.id, std::nullopt);
    around_.registry.remove(camera.id);
    around_.detail.remove(camera.id);
    around_.outputs.removeApp(camera.id, kOccupancyApp);
    around_.outputs.removeCamera(camera.id);
    around_.store.countFiles().stop(camera.id);
}

CameraRoad::Apps CameraLauncher::makeApps(const CameraSettings& camera) const {
    CameraRoad::Apps apps;
    if (camera.apps.occupancy) {
        apps.push_back(std::make_unique<occupancy::OccupancyApp>(
            *camera.apps.occupancy, [calibration = around_.calibration](ObjectClass object, int threshold) {
                return calibration.scoreOf(object, threshold);
            }));
    }
    return apps;
}

void CameraLauncher::direct(const CameraSettings& camera) {
    if (camera.apps.occupancy && toSeconds(occupancy::kLongestSeen) * camera.analysisFps < 1) {
        log::warn(
            "camera {}: analysis_fps is {}, and more than {} s between pictures never add to a timer: "
            "occupancy counts, but raises no alarm; set analysis_fps to 1 or more",
            camera.id, camera.analysisFps, toSeconds(occupancy::kLongestSeen));
    }
    around_.outputs.describeCamera(discoveredOf(camera));
    if (camera.apps.occupancy) {
        around_.outputs.setApp(destinationsOf(camera, *camera.apps.occupancy));
    } else {
        around_.outputs.removeApp(camera.id, kOccupancyApp);
    }
    if (camera.apps.occupancy && camera.apps.occupancy->csv) {
        around_.store.countFiles().keep(camera.id, camera.channel);
    } else {
        around_.store.countFiles().stop(camera.id);
    }
}

}  // namespace ocellus
