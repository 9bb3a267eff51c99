// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera_launcher.h"

#include "apps/occupancy/occupancy_app.h"
#include "base/log.h"
#include "net/url.h"

namespace ocellus {
namespace {

constexpr const char* kOccupancy = "occupancy";
// No certificate has this fingerprint.
constexpr const char* kUnknownPin = "unknown";

// An IPv6 address stands in brackets in a URL.
std::string urlOf(const occupancy::HttpDestination& receiver) {
    const bool bare6 = receiver.address.find(':') != std::string::npos;
    const std::string host = bare6 ? "[" + receiver.address + "]" : receiver.address;
    const std::string slash = receiver.path.starts_with('/') ? "" : "/";
    return std::string(receiver.ssl ? "https" : "http") + "://" + host + ":" + std::to_string(receiver.port) +
           slash + receiver.path;
}

HttpDestination destinationOf(const occupancy::HttpDestination& receiver) {
    HttpDestination destination;
    destination.url = urlOf(receiver);
    destination.username = receiver.username;
    destination.password = receiver.password;
    destination.tls.policy =
        receiver.certificate == occupancy::CertificateCheck::Verify ? TlsPolicy::Verify : TlsPolicy::Accept;
    destination.interval = occupancy::toDuration(receiver.interval);
    destination.counts = receiver.counts;
    destination.alarms = receiver.alarms;
    return destination;
}

AppDestinations destinationsOf(const CameraSettings& camera, const occupancy::OccupancySettings& settings) {
    AppDestinations destinations;
    destinations.camera = camera.id;
    destinations.app = kOccupancy;
    destinations.mac = macOf(camera);
    destinations.channel = camera.channel;
    for (const occupancy::HttpDestination& receiver : settings.http) {
        destinations.http.push_back(destinationOf(receiver));
    }
    destinations.mqtt = {settings.mqtt.counts, settings.mqtt.alarms,
                         settings.mqtt.topic,  settings.mqtt.qos,
                         settings.mqtt.retain, occupancy::toDuration(settings.mqtt.interval)};
    return destinations;
}

// host:port of its source; empty where that is no address.
std::string peerOf(const CameraSettings& camera) {
    const auto url = parseUrl(camera.source);
    return url ? url->peer() : "";
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
    around_.registry.put(roadSettings(camera), makeApps(camera));
}

void CameraLauncher::changeApps(const CameraSettings& camera) {
    direct(camera);
    around_.registry.visit(camera.id, [&](CameraRoad& road) { road.setApps(makeApps(camera)); });
}

void CameraLauncher::remove(const CameraSettings& camera) {
    (void)around_.setDoor(camera.id, std::nullopt);
    around_.registry.remove(camera.id);
    around_.outputs.removeApp(camera.id, kOccupancy);
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
    if (camera.apps.occupancy) {
        around_.outputs.setApp(destinationsOf(camera, *camera.apps.occupancy));
    } else {
        around_.outputs.removeApp(camera.id, kOccupancy);
    }
    if (camera.apps.occupancy && camera.apps.occupancy->csv) {
        around_.store.countFiles().keep(camera.id, camera.channel);
    } else {
        around_.store.countFiles().stop(camera.id);
    }
}

}  // namespace ocellus
