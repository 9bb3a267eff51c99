// SPDX-License-Identifier: Apache-2.0
#include "daemon/receivers/app_destinations.h"

namespace ocellus {
namespace {

TlsSettings tlsOf(occupancy::CertificateCheck check) {
    return {check == occupancy::CertificateCheck::Verify ? TlsPolicy::Verify : TlsPolicy::Accept, {}};
}

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
    destination.tls = tlsOf(receiver.certificate);
    destination.interval = occupancy::toDuration(receiver.interval);
    destination.counts = receiver.counts;
    destination.alarms = receiver.alarms;
    return destination;
}

}  // namespace

AppDestinations destinationsOf(const CameraSettings& camera, const occupancy::OccupancySettings& settings) {
    AppDestinations destinations;
    destinations.camera = camera.id;
    destinations.app = kOccupancyApp;
    destinations.mac = macOf(camera);
    destinations.channel = camera.channel;
    for (const occupancy::ZoneSettings& zone : settings.zones) {
        if (zone.enabled) {
            destinations.zones.push_back(zone.name);
        }
    }
    for (const occupancy::HttpDestination& receiver : settings.http) {
        destinations.http.push_back(destinationOf(receiver));
    }
    destinations.mqtt = {settings.mqtt.counts, settings.mqtt.alarms,
                         settings.mqtt.topic,  settings.mqtt.qos,
                         settings.mqtt.retain, occupancy::toDuration(settings.mqtt.interval)};
    destinations.onvifInterval = std::chrono::seconds{static_cast<int>(settings.onvifInterval)};
    for (const occupancy::TcpAlarmDestination& receiver : settings.tcpAlarms) {
        destinations.tcpAlarms.push_back(
            {receiver.address, receiver.port, receiver.retries, receiver.enabled});
    }
    for (const occupancy::HttpAlarmDestination& receiver : settings.httpAlarms) {
        destinations.httpAlarms.push_back({receiver.url, receiver.body, receiver.username, receiver.password,
                                           tlsOf(receiver.certificate), receiver.enabled});
    }
    return destinations;
}

}  // namespace ocellus
