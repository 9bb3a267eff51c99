// SPDX-License-Identifier: Apache-2.0
#include "outputs/directory.h"

namespace ocellus {

namespace {

std::string nameOf(const char* kind, const AppDestinations& app, std::size_t index) {
    return std::string(kind) + "/" + app.camera + "/" + app.app + "/" + std::to_string(index + 1);
}

}  // namespace

std::string httpDestinationName(const AppDestinations& app, std::size_t index) {
    return nameOf("http", app, index);
}

std::string tcpAlarmName(const AppDestinations& app, std::size_t index) {
    return nameOf("tcp-alarm", app, index);
}

std::string httpAlarmName(const AppDestinations& app, std::size_t index) {
    return nameOf("http-alarm", app, index);
}

std::vector<std::string> destinationNames(const AppDestinations& app) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < app.http.size(); ++i) {
        names.push_back(httpDestinationName(app, i));
    }
    for (std::size_t i = 0; i < app.tcpAlarms.size(); ++i) {
        if (app.tcpAlarms[i].enabled) {
            names.push_back(tcpAlarmName(app, i));
        }
    }
    for (std::size_t i = 0; i < app.httpAlarms.size(); ++i) {
        if (app.httpAlarms[i].enabled) {
            names.push_back(httpAlarmName(app, i));
        }
    }
    return names;
}

void Directory::setBroker(Broker broker) {
    const std::lock_guard lock{mutex_};
    broker_ = broker;
}

void Directory::put(AppDestinations app) {
    const std::lock_guard lock{mutex_};
    Key key{app.camera, app.app};
    apps_.insert_or_assign(std::move(key), std::move(app));
}

void Directory::removeApp(const std::string& camera, const std::string& app) {
    const std::lock_guard lock{mutex_};
    apps_.erase({camera, app});
}

std::optional<AppDestinations> Directory::find(const std::string& camera, const std::string& app) const {
    const std::lock_guard lock{mutex_};
    const auto found = apps_.find({camera, app});
    return found == apps_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<AppDestinations> Directory::all() const {
    const std::lock_guard lock{mutex_};
    std::vector<AppDestinations> apps;
    apps.reserve(apps_.size());
    for (const auto& [key, app] : apps_) {
        apps.push_back(app);
    }
    return apps;
}

std::vector<Route> Directory::routes(const std::string& camera, const std::string& app,
                                     const std::string& type, const Reaches& reaches) const {
    std::vector<Route> routes;
    const bool count = type == "count";
    const std::lock_guard lock{mutex_};
    if (broker_.any) {
        routes.push_back({kBrokerDestination, kEventForm});
    }
    const auto found = apps_.find({camera, app});
    if (found == apps_.end()) {
        return routes;
    }
    const AppDestinations& to = found->second;
    if (broker_.any &&
        ((count && to.mqtt.counts && reaches(to.mqtt.interval)) || (type == "alarm" && to.mqtt.alarms))) {
        routes.push_back({kBrokerDestination, kManualForm});
    }
    if (broker_.any && broker_.onvif &&
        ((count && reaches(to.onvifInterval)) || type == "alarm" || type == "alarm_end")) {
        routes.push_back({kBrokerDestination, kOnvifForm});
    }
    for (std::size_t i = 0; i < to.http.size(); ++i) {
        const HttpDestination& http = to.http[i];
        if (count && http.counts && reaches(http.interval)) {
            routes.push_back({httpDestinationName(to, i), kManualForm});
        } else if (!count && http.alarms) {
            routes.push_back({httpDestinationName(to, i), kEventForm});
        }
    }
    if (type == "alarm" || type == "alarm_end") {
        for (std::size_t i = 0; i < to.tcpAlarms.size(); ++i) {
            if (to.tcpAlarms[i].enabled) {
                routes.push_back({tcpAlarmName(to, i), kEventForm});
            }
        }
    }
    for (std::size_t i = 0; type == "alarm" && i < to.httpAlarms.size(); ++i) {
        if (to.httpAlarms[i].enabled) {
            routes.push_back({httpAlarmName(to, i), kEventForm});
        }
    }
    return routes;
}

}  // namespace ocellus
