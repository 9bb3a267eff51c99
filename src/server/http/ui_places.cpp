// SPDX-License-Identifier: Apache-2.0
#include "server/http/ui_places.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ocellus {
namespace {

constexpr std::string_view kAny = "*";

// `*`: one part, whatever it is.
constexpr auto kPlaces = std::to_array<std::string_view>({
    "alarms",
    "cameras",
    "cameras/*",
    "cameras/*/*",
    "cameras/*/apps/occupancy",
    "users",
    "system",
    "system/broker",
});

bool fits(std::string_view place, const std::vector<std::string>& segments) {
    for (const std::string& segment : segments) {
        if (place.empty()) {
            return false;
        }
        const std::string_view part = place.substr(0, place.find('/'));
        if (part != kAny && part != segment) {
            return false;
        }
        place.remove_prefix(std::min(place.size(), part.size() + 1));
    }
    return place.empty();
}

}  // namespace

bool isPlaceOfUi(const Target& target) {
    const std::vector<std::string>& segments = target.segments;
    if (segments.empty()) {
        return true;
    }
    const bool cgi = std::find(segments.begin(), segments.end(), "cgi-bin") != segments.end();
    return !cgi && std::any_of(kPlaces.begin(), kPlaces.end(),
                               [&](std::string_view place) { return fits(place, segments); });
}

}  // namespace ocellus
