// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/alarm_destination_settings.h"

#include <algorithm>
#include <array>

#include "net/url.h"

namespace ocellus::occupancy {
namespace {

constexpr std::array kReservedPorts{20, 21,  23,  25,  42,  53,  67,  68,    69,
                                    80, 110, 123, 161, 162, 443, 995, 10669, 10670};

Result<void> checkTcp(const TcpAlarmDestination& destination) {
    if (auto address = checkAddress(destination.address, destination.enabled); !address) {
        return address;
    }
    if (!isAlarmPort(destination.port)) {
        return refuseSetting("port", std::to_string(destination.port) + " belongs to another service",
                             "choose another, 1818 unless the receiver says otherwise");
    }
    return {};
}

// The marks of the template are no percent-encoding: a plain letter stands for them while it is looked at.
std::string withoutMarks(std::string url) {
    for (const std::string_view mark : {"%alrmsrc2", "%alarmsrc2", "%almsrc2"}) {
        for (std::size_t at = url.find(mark); at != std::string::npos; at = url.find(mark, at)) {
            url.replace(at, mark.size(), "0");
        }
    }
    for (std::size_t at = url.find('{'); at != std::string::npos; at = url.find('{', at)) {
        const std::size_t end = url.find('}', at);
        if (end == std::string::npos) {
            break;
        }
        url.replace(at, end + 1 - at, "0");
    }
    return url;
}

Result<void> checkHttpAlarm(const HttpAlarmDestination& destination) {
    if (destination.url.empty() && !destination.enabled) {
        return {};
    }
    const std::string plain = withoutMarks(destination.url);
    const auto url = parseUrl(plain);
    if (!url || !url->scheme.starts_with("http") || plain.find(' ') != std::string::npos) {
        return refuseSetting("url",
                             destination.url.empty()
                                 ? std::string("is missing")
                                 : "\"" + redactUrl(destination.url).substr(0, 60) + "\" is not an address",
                             "write http://host/path?alarm=%alrmsrc2; a blank is %20");
    }
    if (!url->username.empty() || !url->password.empty()) {
        return refuseSetting("url", "holds a user name or password", "give them as keys of their own");
    }
    return {};
}

}  // namespace

bool isAlarmPort(int port) {
    return port >= 1 && port <= 65535 &&
           std::find(kReservedPorts.begin(), kReservedPorts.end(), port) == kReservedPorts.end();
}

SettingsSchema<TcpAlarmDestination> tcpAlarmSchema() {
    return SettingsSchema<TcpAlarmDestination>()
        .field("enabled", &TcpAlarmDestination::enabled,
               {.help = "Off: this receiver is told nothing", .requirements = {"OCC-59"}})
        .field("address", &TcpAlarmDestination::address,
               {.help = "Host name or IP address of the receiver",
                .maximumLength = 63,
                .requirements = {"OCC-59"}})
        .field("port", &TcpAlarmDestination::port,
               {.help = "Ports of well-known services are not taken",
                .minimum = 1,
                .maximum = 65535,
                .requirements = {"OCC-59"}})
        .field(
            "retries", &TcpAlarmDestination::retries,
            {.help = "How often one alarm is tried again before it is given up, as cameras do; null: it is "
                     "kept and tried until the receiver has it",
             .minimum = 0,
             .maximum = 30,
             .requirements = {"OCC-59"}})
        .check(checkTcp);
}

SettingsSchema<HttpAlarmDestination> httpAlarmSchema() {
    return SettingsSchema<HttpAlarmDestination>()
        .field("enabled", &HttpAlarmDestination::enabled, {.help = "Off: this receiver is told nothing"})
        .field(
            "url", &HttpAlarmDestination::url,
            {.help = "Address that is asked for (GET) at each alarm; %alrmsrc2 in it stands for the alarm's "
                     "id as two hex digits: zones 1 to 4 are 62 to 65. {id}, {camera}, {area}, {name}, "
                     "{state}, {count}, {threshold} and {time} are filled in too",
             .maximumLength = 512,
             .requirements = {"OCC-59"}})
        .field(
            "body", &HttpAlarmDestination::body,
            {.help = "Where given, it is sent to the address (POST) with the same marks filled in, each as "
                     "within a JSON text",
             .maximumLength = 4096,
             .requirements = {"OCC-59"},
             .multiline = true})
        .field("certificate", &HttpAlarmDestination::certificate,
               {.help = "For https. verify: the receiver's certificate must be vouched for by an authority; "
                        "accept: any will do, and nobody can tell who receives"})
        .field("username", &HttpAlarmDestination::username,
               {.help = "For Basic or Digest, whichever the receiver asks for",
                .maximumLength = 63,
                .forbidden = "\"&:;¥\\"})
        .field("password", &HttpAlarmDestination::password, {.maximumLength = 63, .forbidden = "\"&"})
        .check(checkHttpAlarm);
}

}  // namespace ocellus::occupancy
