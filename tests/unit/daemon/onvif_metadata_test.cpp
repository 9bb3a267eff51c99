// SPDX-License-Identifier: Apache-2.0
#include "daemon/camera/onvif_metadata.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(OnvifMetadata, AFrameHasItsTracksInOnvifsCoordinates) {
    Observation observation;
    observation.stamp = WallTime{std::chrono::milliseconds{1'700'000'000'500}};
    Track track;
    track.id = 7;
    track.object = ObjectClass::Head;
    track.score = 0.75F;
    track.box = {0.25, 0.5, 0.5, 0.25};
    observation.tracks = {track};
    const std::string text = onvifFrame("gate", observation);
    EXPECT_TRUE(has(text, "<tt:Frame UtcTime=\"2023-11-14T22:13:20.500Z\" Source=\"gate\">")) << text;
    EXPECT_TRUE(has(text, "<tt:Object ObjectId=\"7\">"));
    EXPECT_TRUE(has(text, "<tt:BoundingBox left=\"-0.5\" top=\"0\" right=\"0.5\" bottom=\"-0.5\"/>")) << text;
    EXPECT_TRUE(has(text, "<tt:CenterOfGravity x=\"0\" y=\"-0.25\"/>")) << text;
    EXPECT_TRUE(has(text, "<tt:Type Likelihood=\"0.75\">Human</tt:Type>")) << text;
    EXPECT_TRUE(text.ends_with("</tt:VideoAnalytics></tt:MetadataStream>"));
}

TEST(OnvifMetadata, AFrameInJsonSaysTheSameAsInXml) {
    Observation observation;
    observation.stamp = WallTime{std::chrono::milliseconds{1'700'000'000'500}};
    const nlohmann::json empty = onvifFrameJson("gate", observation);
    EXPECT_EQ(empty["Frame"][0],
              (nlohmann::json{{"@UtcTime", "2023-11-14T22:13:20.500Z"}, {"@Source", "gate"}}));
    Track track;
    track.id = 7;
    track.object = ObjectClass::Vehicle;
    track.score = 0.75F;
    track.box = {0.25, 0.125, 0.5, 0.25};
    observation.tracks = {track};
    const nlohmann::json frame = onvifFrameJson("gate", observation)["Frame"][0];
    ASSERT_EQ(frame["Object"].size(), 1U);
    const nlohmann::json& object = frame["Object"][0];
    EXPECT_EQ(object["@ObjectId"], "7");
    EXPECT_EQ(object["Appearance"]["Shape"]["BoundingBox"],
              (nlohmann::json{{"@left", -0.5}, {"@top", 0.75}, {"@right", 0.5}, {"@bottom", 0.25}}));
    EXPECT_EQ(object["Appearance"]["Shape"]["CenterOfGravity"], (nlohmann::json{{"@x", 0.0}, {"@y", 0.5}}));
    EXPECT_EQ(object["Appearance"]["Class"]["Type"][0],
              (nlohmann::json{{"@Likelihood", 0.75}, {"#text", "Vehicle"}}));
}

TEST(OnvifMetadata, CountsOfZonesThatAreKnownAndNoOthers) {
    AppEvent event;
    event.type = "count";
    event.fields = {{"counts", {{"Till <1>", 3}, {"Door", 0}, {"Yard", nullptr}}}};
    const auto text = onvifEvent("gate", "occupancy", event);
    ASSERT_TRUE(text);
    EXPECT_TRUE(has(*text, "RuleEngine/CountAggregation/Counter"));
    EXPECT_TRUE(has(*text, "<tt:SimpleItem Name=\"Rule\" Value=\"Till &lt;1&gt;\"/>")) << *text;
    EXPECT_TRUE(has(*text, "<tt:SimpleItem Name=\"Count\" Value=\"3\"/>"));
    EXPECT_TRUE(has(*text, "Name=\"IsInside\" Value=\"true\""));
    EXPECT_TRUE(has(*text, "Name=\"IsInside\" Value=\"false\""));
    EXPECT_FALSE(has(*text, "Yard"));
    event.fields = {{"counts", {{"Yard", nullptr}}}};
    EXPECT_FALSE(onvifEvent("gate", "occupancy", event));  // no data is not zero
}

TEST(OnvifMetadata, AnAlarmIsAStateThatEnds) {
    AppEvent event;
    event.type = "alarm";
    event.fields = {{"name", "Till"}, {"count", 4}, {"threshold", 3}};
    const auto begun = onvifEvent("gate", "occupancy", event);
    ASSERT_TRUE(begun);
    EXPECT_TRUE(has(*begun, "ocellus:OccupancyAlarm"));
    EXPECT_TRUE(has(*begun, "Name=\"State\" Value=\"true\""));
    EXPECT_TRUE(has(*begun, "Name=\"Threshold\" Value=\"3\""));
    event.type = "alarm_end";
    EXPECT_TRUE(has(*onvifEvent("gate", "occupancy", event), "Name=\"State\" Value=\"false\""));
    event.type = "under_occupancy";
    EXPECT_FALSE(onvifEvent("gate", "occupancy", event));
}

}  // namespace
}  // namespace ocellus
