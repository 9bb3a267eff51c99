// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/zone_settings.h"

#include "geometry/polygon_setting.h"

namespace ocellus::occupancy {
namespace {

SettingsSchema<UnderOccupancySettings> underOccupancySchema() {
    return SettingsSchema<UnderOccupancySettings>()
        .field("count", &UnderOccupancySettings::count,
               {.help = "Fewer objects than this are too few",
                .minimum = 1,
                .maximum = 40,
                .requirements = {"OCC-58"}})
        .field("time", &UnderOccupancySettings::time,
               {.help = "How long there must be too few",
                .unit = "s",
                .minimum = 0.1,
                .maximum = 3600,
                .requirements = {"OCC-58"}});
}

}  // namespace

SettingsSchema<ZoneSettings> zoneSchema() {
    return SettingsSchema<ZoneSettings>()
        .field("name", &ZoneSettings::name,
               {.help = "Name of the zone, unique per camera; \"Area 1\" to \"Area 4\" by place unless given",
                .maximumLength = 20,
                .forbidden = "\"&",
                .requirements = {"OCC-19"}})
        .field("enabled", &ZoneSettings::enabled,
               {.help = "Off: the zone counts nothing and raises no alarm", .requirements = {"OCC-16"}})
        .field(
            "polygon", &ZoneSettings::polygon,
            {.help =
                 "3 to 16 points [x, y], fractions of the picture, that do not cross themselves; the whole "
                 "picture unless given",
             .maximumLength = Polygon::kMaximumPoints,
             .requirements = {"OCC-15"}})
        .field("threshold", &ZoneSettings::threshold,
               {.help = "At or above this many objects the timer runs",
                .minimum = 1,
                .maximum = 40,
                .requirements = {"OCC-17"}})
        .field("time", &ZoneSettings::time,
               {.help = "How long the timer runs before the alarm",
                .unit = "s",
                .minimum = 0.1,
                .maximum = 3600,
                .requirements = {"OCC-18"}})
        .object(
            "under_occupancy", &ZoneSettings::underOccupancy, underOccupancySchema(),
            {.help = "A separate alarm for too few objects; none unless given", .requirements = {"OCC-58"}});
}

void nameZones(std::vector<ZoneSettings>& zones) {
    for (std::size_t i = 0; i < zones.size(); ++i) {
        if (zones[i].name.empty()) {
            zones[i].name = "Area " + std::to_string(i + 1);
        }
    }
}

Result<void> checkZoneNames(const std::vector<ZoneSettings>& zones) {
    Error error{Error::Kind::BadInput, "zones share a name", "give each zone a name of its own", {}};
    for (std::size_t i = 0; i < zones.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (zones[j].name == zones[i].name) {
                error.fields.push_back(
                    {"zones/" + std::to_string(i) + "/name",
                     "\"" + zones[i].name + "\" is the name of zone " + std::to_string(j + 1) + " already",
                     error.remedy});
                break;
            }
        }
    }
    if (!error.fields.empty()) {
        return tl::unexpected(std::move(error));
    }
    return {};
}

}  // namespace ocellus::occupancy
