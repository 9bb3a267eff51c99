// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocellus {

// Names of ONVIF's topics and one of ours, without the prefix tns1. OccupancyCounter is not among them: ONVIF
// keeps it for lines that people cross inwards and outwards.
inline constexpr std::string_view kOnvifInside = "RuleEngine/FieldDetector/ObjectsInside";
inline constexpr std::string_view kOnvifCounter = "RuleEngine/CountAggregation/Counter";
inline constexpr std::string_view kOnvifAlarm = "RuleEngine/CountAggregation/ocellus:OccupancyAlarm";

// Zones begin to be watched: what was said of them in an earlier life counts no more. For those who keep
// properties, and no others; fields: `zones`, their names.
inline constexpr std::string_view kAppBegins = "app_begins";

// What one of our events means in ONVIF's words, for every way that carries them.
struct OnvifEvent {
    std::string_view topic;
    std::string rule;  // the zone
    // In this order: the state is the first item where there is one, since some receivers read no further.
    // Empty: a property that nobody knows just now.
    std::vector<std::pair<std::string_view, nlohmann::json>> data;
    bool property = false;  // a state that holds until the next word of it
};

//   count            ObjectsInside: IsInside, and Counter: Count, for each zone; of a zone whose count is not
//                    known the first one without data, for no data is not zero
//   alarm(_end)      OccupancyAlarm: State; as it begins also Count and Threshold
//   kAppBegins       ObjectsInside without data and OccupancyAlarm: State false, for each zone
// Nothing of events for which ONVIF has no word.
[[nodiscard]] std::vector<OnvifEvent> onvifEvents(std::string_view type, const nlohmann::json& fields);

}  // namespace ocellus
