// SPDX-License-Identifier: Apache-2.0
#include "daemon/receivers/destination_test.h"

#include <array>
#include <utility>

#include "daemon/receivers/app_destinations.h"
#include "net/url.h"
#include "outputs/trial.h"

namespace ocellus {

enum class DestinationKind { Http, TcpAlarm, HttpAlarm };

template <>
struct EnumerationNames<DestinationKind> {
    using enum DestinationKind;
    static constexpr std::array<std::pair<DestinationKind, std::string_view>, 3> kNames{
        {{Http, "http"}, {TcpAlarm, "tcp_alarm"}, {HttpAlarm, "http_alarm"}}};
};

namespace {

using nlohmann::json;
using occupancy::OccupancySettings;

struct Wanted {
    DestinationKind kind = DestinationKind::Http;
    int number = 1;
};

const SettingsSchema<Wanted>& wantedSchema() {
    static const auto kSchema =
        SettingsSchema<Wanted>()
            .field("kind", &Wanted::kind, {.help = "http, tcp_alarm or http_alarm", .required = true})
            .field("number", &Wanted::number, {.help = "Its place in the list", .minimum = 1, .maximum = 8});
    return kSchema;
}

std::string hostOf(const occupancy::HttpDestination& receiver) {
    return receiver.address + ":" + std::to_string(receiver.port) + (receiver.ssl ? "s" : "");
}

std::string hostOf(const occupancy::HttpAlarmDestination& receiver) {
    const auto url = parseUrl(receiver.url.substr(0, receiver.url.find('%')));
    return url ? url->scheme + url->peer() : receiver.url;
}

tl::unexpected<Error> refused(SettingErrors errors, const std::string& where) {
    for (SettingError& error : errors) {
        error.path = where + (error.path.empty() ? "" : "/" + error.path);
    }
    return tl::unexpected(toError(errors));
}

// Reads one item of a list into `list`; `stored` are the items as they are kept.
template <class Item>
Result<void> readItem(const SettingsSchema<Item>& schema, const json& given, const std::vector<Item>& stored,
                      const std::string& kind, int number, std::vector<Item>& list) {
    const std::string where = kind + "/" + std::to_string(number - 1);
    auto item = schema.read(given);
    if (!item) {
        return refused(item.error(), where);
    }
    if constexpr (requires { item->password; }) {
        if (item->password.reveal() == "***") {
            const auto place = static_cast<std::size_t>(number) - 1;
            if (place >= stored.size() || hostOf(stored[place]) != hostOf(*item)) {
                return refused({{"password", "is not known for this receiver", "type it again"}}, where);
            }
            item->password = stored[place].password;
        }
    }
    list.push_back(std::move(*item));
    return {};
}

// A receiver that is off for now is tried as if it were on: only then are its settings looked at whole.
void makeActive(DestinationKind kind, json& given) {
    if (!given.is_object()) {
        return;
    }
    if (kind != DestinationKind::Http) {
        given["enabled"] = true;
    } else if (given.value("alarms", json(false)) != true) {
        given["counts"] = true;
    }
}

json asJson(const TrialReport& report) {
    return {{"ok", report.ok},
            {"status", report.status ? json(*report.status) : json(nullptr)},
            {"seconds", toSeconds(report.time)},
            {"answer", report.answer},
            {"message", report.ok ? "" : report.reason.message},
            {"remedy", report.ok ? "" : report.reason.remedy}};
}

}  // namespace

Result<json> testDestination(const CameraSettings& camera, const json& wanted, const Clock& clock) {
    json head = wanted;
    json given = json::object();
    if (const auto found = head.find("destination"); found != head.end()) {
        given = std::move(*found);
        head.erase("destination");
    }
    const auto what = wantedSchema().read(head);
    if (!what) {
        return tl::unexpected(toError(what.error()));
    }
    makeActive(what->kind, given);
    const OccupancySettings stored = camera.apps.occupancy.value_or(OccupancySettings{});
    OccupancySettings one;
    TrialReport (*attempt)(const AppDestinations&, std::size_t, const Clock&) = nullptr;
    Result<void> read;
    switch (what->kind) {
        case DestinationKind::Http:
            read = readItem(occupancy::httpDestinationSchema(), given, stored.http, "http", what->number,
                            one.http);
            attempt = tryHttp;
            break;
        case DestinationKind::TcpAlarm:
            read = readItem(occupancy::tcpAlarmSchema(), given, stored.tcpAlarms, "tcp_alarm", what->number,
                            one.tcpAlarms);
            attempt = tryTcpAlarm;
            break;
        case DestinationKind::HttpAlarm:
            read = readItem(occupancy::httpAlarmSchema(), given, stored.httpAlarms, "http_alarm",
                            what->number, one.httpAlarms);
            attempt = tryHttpAlarm;
            break;
    }
    if (!read) {
        return tl::unexpected(read.error());
    }
    return asJson(attempt(destinationsOf(camera, one), 0, clock));
}

}  // namespace ocellus
