// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/settings.h"

namespace ocellus::occupancy {
namespace {

SettingNotes threshold(std::string help, std::string requirement) {
    return {.help = std::move(help), .minimum = 1, .maximum = 99, .requirements = {std::move(requirement)}};
}

SettingsSchema<Thresholds> thresholdsSchema() {
    const std::string learned = "Objects of on-site learning; kept until that app exists";
    return SettingsSchema<Thresholds>()
        .field("head", &Thresholds::head, threshold("A person's head", "OCC-62"))
        .field("body", &Thresholds::body, threshold("A person's body", "OCC-62"))
        .field("vehicle", &Thresholds::vehicle, threshold("Car, bus, truck", "OCC-62"))
        .field("bicycle", &Thresholds::bicycle, threshold("Bicycle, motorcycle", "OCC-62"))
        .field("onsite-1", &Thresholds::onsite1, threshold(learned, "OCC-62"))
        .field("onsite-2", &Thresholds::onsite2, threshold(learned, "OCC-62"))
        .field("onsite-3", &Thresholds::onsite3, threshold(learned, "OCC-62"))
        .field("onsite-4", &Thresholds::onsite4, threshold(learned, "OCC-62"))
        .field("onsite-5", &Thresholds::onsite5, threshold(learned, "OCC-62"));
}

SettingsSchema<BlackAndWhiteThresholds> blackAndWhiteSchema() {
    return SettingsSchema<BlackAndWhiteThresholds>()
        .field(
            "enabled", &BlackAndWhiteThresholds::enabled,
            {.help = "Use these for people while the picture has no colour; it is measured, not configured",
             .requirements = {"OCC-63"}})
        .field("head", &BlackAndWhiteThresholds::head, threshold("A person's head", "OCC-63"))
        .field("body", &BlackAndWhiteThresholds::body, threshold("A person's body", "OCC-63"));
}

SettingsSchema<MinimumSizes> minimumSizeSchema() {
    const auto width = [](std::string help) {
        return SettingNotes{
            .help = std::move(help), .unit = "px", .minimum = 0, .maximum = 3840, .requirements = {"OCC-64"}};
    };
    return SettingsSchema<MinimumSizes>()
        .field("head", &MinimumSizes::head, width("Width of a head in a picture 1920 wide"))
        .field("body", &MinimumSizes::body, width("Width of a body in a picture 1920 wide"));
}

void addRule(SettingsSchema<OccupancySettings>& schema) {
    schema
        .field("reset_percent", &OccupancySettings::resetPercent,
               {.help =
                    "Below this part of the threshold, rounded down to whole objects, the timer goes back to "
                    "zero; between it and the threshold the timer pauses",
                .unit = "%",
                .requirements = {"OCC-51"}})
        .field("pause_limit", &OccupancySettings::pauseLimit,
               {.help = "A pause longer than this sets the timer back to zero",
                .unit = "s",
                .minimum = 0,
                .maximum = 600,
                .requirements = {"OCC-52"}})
        .field("repeat", &OccupancySettings::repeat,
               {.help = "While the alarm lasts, notify again every time of the zone (periodic), every "
                        "alarm_deactivation (continuous), or not (once)",
                .requirements = {"OCC-56"}})
        .field(
            "alarm_deactivation", &OccupancySettings::alarmDeactivation,
            {.help =
                 "Pace of continuous alarms, and the least time between two TCP or HTTP notifications of a "
                 "zone; events are never held back by it",
             .unit = "s",
             .minimum = 5,
             .maximum = 600,
             .requirements = {"OCC-56", "OCC-57"}})
        .field(
            "below_threshold", &OccupancySettings::belowThreshold,
            {.help = "Once in alarm, keep notifying while the count is below the threshold but not below the "
                     "reset count",
             .requirements = {"OCC-58"}})
        .field("alarm_notification", &OccupancySettings::alarmNotification,
               {.help = "Off: no alarm is notified; zones still show it", .requirements = {"OCC-55"}});
}

void addDetection(SettingsSchema<OccupancySettings>& schema) {
    schema
        .object("thresholds", &OccupancySettings::thresholds, thresholdsSchema(),
                {.help = "How sure the detector must be, 1 to 99; lower finds more and errs more",
                 .requirements = {"OCC-62"}})
        .object("black_and_white", &OccupancySettings::blackAndWhite, blackAndWhiteSchema(),
                {.help = "Thresholds for people in a black-and-white picture", .requirements = {"OCC-63"}})
        .object("min_size", &OccupancySettings::minimumSize, minimumSizeSchema(),
                {.help = "People narrower than this are ignored", .requirements = {"OCC-64"}})
        .field("limit_objects", &OccupancySettings::limitObjects,
               {.help = "Count at most 40 objects in a picture, as older products do",
                .requirements = {"OCC-03", "OCC-07"}});
}

void addOutputs(SettingsSchema<OccupancySettings>& schema) {
    schema
        .list("http", &OccupancySettings::http, httpDestinationSchema(),
              {.help = "Receivers by HTTP POST",
               .maximumLength = kMaximumHttpDestinations,
               .requirements = {"OCC-05", "OCC-30"}})
        .object("mqtt", &OccupancySettings::mqtt, mqttSchema(),
                {.help = "Messages by MQTT in the manual's form; the broker is set for the whole host",
                 .requirements = {"OCC-40"}})
        .list("tcp_alarm", &OccupancySettings::tcpAlarms, tcpAlarmSchema(),
              {.help = "Receivers of TCP alarm notification, told in this order; alarms of zones 1 to 4 have "
                       "the message ids 98 to 101",
               .maximumLength = kMaximumAlarmDestinations,
               .requirements = {"OCC-59"}})
        .list("http_alarm", &OccupancySettings::httpAlarms, httpAlarmSchema(),
              {.help = "Receivers of HTTP alarm notification: addresses that are asked for at each alarm",
               .maximumLength = kMaximumAlarmDestinations,
               .requirements = {"OCC-59"}})
        .field("onvif_interval", &OccupancySettings::onvifInterval,
               {.help = "How often counts go into the ONVIF metadata of the RTSP stream, and into MQTT in "
                        "ONVIF's form "
                        "where the broker's settings have that on",
                .unit = "s",
                .requirements = {"OCC-65"}})
        .field(
            "csv", &OccupancySettings::csv,
            {.help =
                 "Keep counts as CSV files too, in the folder counts of the data folder: two a day, one with "
                 "a row a minute and zone, one in the manual's columns",
             .requirements = {"OCC-70"}})
        .field(
            "frame_info", &OccupancySettings::frameInfo,
            {.help =
                 "Put the boxes into the additional information of the video stream: the ONVIF metadata of "
                 "the RTSP stream",
             .requirements = {"OCC-71"}})
        .field("learned_improvements", &OccupancySettings::learnedImprovements,
               {.help = "Use what on-site learning learned; kept until that app exists",
                .requirements = {"OCC-67"}});
}

SettingsSchema<OccupancySettings> makeSchema() {
    SettingsSchema<OccupancySettings> schema;
    schema
        .field("object", &OccupancySettings::object,
               {.help = "What is counted; objects of on-site learning are kept until that app exists",
                .requirements = {"OCC-14"}})
        .field(
            "reference_point", &OccupancySettings::referencePoint,
            {.help =
                 "The point of an object's box, middle of the named edge or of the box, that must lie in a "
                 "zone",
             .requirements = {"OCC-23", "OCC-66"}})
        .list("zones", &OccupancySettings::zones, zoneSchema(),
              {.help = "Zones in which objects are counted; without this key there is one, the whole picture",
               .maximumLength = kMaximumZones,
               .requirements = {"OCC-15"}});
    addRule(schema);
    addDetection(schema);
    addOutputs(schema);
    schema.complete([](OccupancySettings& settings) { nameZones(settings.zones); })
        .check([](const OccupancySettings& settings) { return checkZoneNames(settings.zones); });
    return schema;
}

}  // namespace

const SettingsSchema<OccupancySettings>& occupancySchema() {
    static const SettingsSchema<OccupancySettings> schema = makeSchema();
    return schema;
}

RuleSettings ruleSettings(const OccupancySettings& settings, const ZoneSettings& zone) {
    RuleSettings rule;
    rule.threshold = zone.threshold;
    rule.time = zone.time;
    rule.resetPercent = static_cast<int>(settings.resetPercent);
    rule.pauseLimit = settings.pauseLimit;
    rule.repeat = settings.repeat;
    rule.alarmDeactivation = settings.alarmDeactivation;
    rule.belowThreshold = settings.belowThreshold;
    rule.alarmNotification = settings.alarmNotification;
    return rule;
}

SettingErrors unavailableSettings(const OccupancySettings& settings) {
    SettingErrors notes;
    if (isOnsite(settings.object)) {
        notes.push_back({"object", "objects of on-site learning cannot be counted yet: nothing is counted",
                         "choose human, vehicle or bicycle"});
    }
    if (settings.learnedImprovements) {
        notes.push_back({"learned_improvements", "there is no on-site learning app yet: this has no effect",
                         "switch it off, or leave it until the app exists"});
    }
    return notes;
}

}  // namespace ocellus::occupancy
