// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera_launcher.h"

#include "apps/occupancy/occupancy_app.h"

namespace ocellus {
namespace {

constexpr const char* kOccupancy = "occupancy";

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

CameraRoad::Settings roadSettings(const CameraSettings& camera) {
    CameraRoad::Settings settings;
    settings.id = camera.id;
    settings.source = sourceSettings(camera);
    settings.analysisRate = camera.analysisFps;
    settings.analysis.motionGate = camera.motionGate;
    settings.analysis.ignore = camera.ignore;
    return settings;
}

}  // namespace

void CameraLauncher::launch(const CameraSettings& camera) {
    direct(camera);
    registry_.put(roadSettings(camera), makeApps(camera));
}

void CameraLauncher::changeApps(const CameraSettings& camera) {
    direct(camera);
    registry_.visit(camera.id, [&](CameraRoad& road) { road.setApps(makeApps(camera)); });
}

void CameraLauncher::remove(const CameraSettings& camera) {
    registry_.remove(camera.id);
    outputs_.removeApp(camera.id, kOccupancy);
    outputs_.removeCamera(camera.id);
    countFiles_.stop(camera.id);
}

CameraRoad::Apps CameraLauncher::makeApps(const CameraSettings& camera) const {
    CameraRoad::Apps apps;
    if (camera.apps.occupancy) {
        apps.push_back(std::make_unique<occupancy::OccupancyApp>(
            *camera.apps.occupancy, [calibration = calibration_](ObjectClass object, int threshold) {
                return calibration.scoreOf(object, threshold);
            }));
    }
    return apps;
}

void CameraLauncher::direct(const CameraSettings& camera) {
    if (camera.apps.occupancy) {
        outputs_.setApp(destinationsOf(camera, *camera.apps.occupancy));
    } else {
        outputs_.removeApp(camera.id, kOccupancy);
    }
    if (camera.apps.occupancy && camera.apps.occupancy->csv) {
        countFiles_.keep(camera.id, camera.channel);
    } else {
        countFiles_.stop(camera.id);
    }
}

}  // namespace ocellus
