// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/settings.h"
#include "geometry/polygon.h"

namespace ocellus::occupancy {

// A separate rule of a zone: too few objects for too long (OCC-58). The manual has no such alarm.
struct UnderOccupancySettings {
    int count = 1;                    // fewer than this are too few
    Duration time = fromSeconds(60);  // for this long

    friend bool operator==(const UnderOccupancySettings&, const UnderOccupancySettings&) = default;
};

struct ZoneSettings {
    std::string name{};  // empty until the list is complete: then "Area 1" by place (OCC-19)
    bool enabled = true;
    Polygon polygon{};  // the whole picture unless drawn
    int threshold = 5;
    Duration time = fromSeconds(10);
    std::optional<UnderOccupancySettings> underOccupancy{};

    friend bool operator==(const ZoneSettings&, const ZoneSettings&) = default;
};

inline constexpr std::size_t kMaximumZones = 4;

[[nodiscard]] SettingsSchema<ZoneSettings> zoneSchema();

// Gives zones without a name the manual's, by place.
void nameZones(std::vector<ZoneSettings>& zones);

// Names key counts and areas on the wire, so no two may be equal.
[[nodiscard]] Result<void> checkZoneNames(const std::vector<ZoneSettings>& zones);

}  // namespace ocellus::occupancy
