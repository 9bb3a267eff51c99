// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "apps/occupancy/alarm_destination_settings.h"
#include "apps/occupancy/destination_settings.h"
#include "apps/occupancy/rule.h"
#include "apps/occupancy/zone_settings.h"
#include "base/settings.h"

namespace ocellus::occupancy {

// What is counted: one kind at a time (OCC-14).
enum class CountedObject : std::uint8_t {
    Human,
    Vehicle,
    Bicycle,
    Onsite1,
    Onsite2,
    Onsite3,
    Onsite4,
    Onsite5,
};

// The point of an object's box that must lie in a zone (OCC-66).
enum class ReferencePoint : std::uint8_t { Bottom, Center, Top };

enum class ResetPercent : std::uint8_t { P50 = 50, P60 = 60, P70 = 70, P80 = 80, P90 = 90, P100 = 100 };

// Seconds between ONVIF counts (OCC-65).
enum class OnvifInterval : std::uint8_t { Seconds5 = 5, Seconds10 = 10, Seconds15 = 15, Minutes1 = 60 };

// Identification thresholds of the manual, 1 to 99; lower finds more and errs more (OCC-62).
struct Thresholds {
    int head = 30;
    int body = 25;
    int vehicle = 25;
    int bicycle = 25;
    int onsite1 = 50;
    int onsite2 = 50;
    int onsite3 = 50;
    int onsite4 = 50;
    int onsite5 = 50;
};

// Used for people instead while the picture is black and white (OCC-63).
struct BlackAndWhiteThresholds {
    bool enabled = true;
    int head = 30;
    int body = 25;
};

// Widths in pixels of a picture 1920 wide; smaller ones are ignored (OCC-64).
struct MinimumSizes {
    int head = 38;
    int body = 38;
};

// Every setting of the occupancy app, with the manual's defaults.
struct OccupancySettings {
    CountedObject object = CountedObject::Human;
    ReferencePoint referencePoint = ReferencePoint::Bottom;
    ResetPercent resetPercent = ResetPercent::P80;
    Duration pauseLimit = fromSeconds(5);
    RepeatMode repeat = RepeatMode::Periodic;
    Duration alarmDeactivation = fromSeconds(5);
    bool belowThreshold = true;
    bool alarmNotification = true;
    Thresholds thresholds;
    BlackAndWhiteThresholds blackAndWhite;
    MinimumSizes minimumSize;
    bool limitObjects = false;
    std::vector<ZoneSettings> zones{ZoneSettings{.name = "Area 1"}};
    std::vector<HttpDestination> http;
    MqttSettings mqtt;
    std::vector<TcpAlarmDestination> tcpAlarms;
    std::vector<HttpAlarmDestination> httpAlarms;
    OnvifInterval onvifInterval = OnvifInterval::Seconds5;
    bool csv = false;
    bool frameInfo = true;
    bool learnedImprovements = false;
};

// The one declaration of all of them. Thread-safe.
[[nodiscard]] const SettingsSchema<OccupancySettings>& occupancySchema();

[[nodiscard]] RuleSettings ruleSettings(const OccupancySettings& settings, const ZoneSettings& zone);

// Settings that are kept but have no effect as yet, each with the reason, for the UI to show.
[[nodiscard]] SettingErrors unavailableSettings(const OccupancySettings& settings);

[[nodiscard]] constexpr bool isOnsite(CountedObject object) {
    return object >= CountedObject::Onsite1;
}

}  // namespace ocellus::occupancy

namespace ocellus {

template <>
struct EnumerationNames<occupancy::CountedObject> {
    using enum occupancy::CountedObject;
    static constexpr std::array<std::pair<occupancy::CountedObject, std::string_view>, 8> kNames{
        {{Human, "human"},
         {Vehicle, "vehicle"},
         {Bicycle, "bicycle"},
         {Onsite1, "onsite-1"},
         {Onsite2, "onsite-2"},
         {Onsite3, "onsite-3"},
         {Onsite4, "onsite-4"},
         {Onsite5, "onsite-5"}}};
};

template <>
struct EnumerationNames<occupancy::ReferencePoint> {
    using enum occupancy::ReferencePoint;
    static constexpr std::array<std::pair<occupancy::ReferencePoint, std::string_view>, 3> kNames{
        {{Bottom, "bottom"}, {Center, "center"}, {Top, "top"}}};
};

template <>
struct EnumerationNames<occupancy::ResetPercent> {
    using enum occupancy::ResetPercent;
    static constexpr std::array<std::pair<occupancy::ResetPercent, std::string_view>, 6> kNames{
        {{P50, "50"}, {P60, "60"}, {P70, "70"}, {P80, "80"}, {P90, "90"}, {P100, "100"}}};
    static constexpr bool kAreNumbers = true;
};

template <>
struct EnumerationNames<occupancy::OnvifInterval> {
    using enum occupancy::OnvifInterval;
    static constexpr std::array<std::pair<occupancy::OnvifInterval, std::string_view>, 4> kNames{
        {{Seconds5, "5"}, {Seconds10, "10"}, {Seconds15, "15"}, {Minutes1, "60"}}};
    static constexpr bool kAreNumbers = true;
};

template <>
struct EnumerationNames<occupancy::RepeatMode> {
    using enum occupancy::RepeatMode;
    static constexpr std::array<std::pair<occupancy::RepeatMode, std::string_view>, 3> kNames{
        {{Periodic, "periodic"}, {Continuous, "continuous"}, {Once, "once"}}};
};

}  // namespace ocellus
