// SPDX-License-Identifier: Apache-2.0
#include "events/onvif_event.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

using nlohmann::json;

// ONVIF keeps OccupancyCounter for lines that are crossed inwards and outwards.
TEST(OnvifEvents, OfACountSayWhoIsInsideAndHowMany) {
    const auto events = onvifEvents("count", {{"counts", {{"Door", nullptr}, {"Till", 2}}}});
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0].topic, "RuleEngine/FieldDetector/ObjectsInside");
    EXPECT_EQ(events[0].rule, "Door");
    EXPECT_TRUE(events[0].data.empty()) << "no data is not zero";
    EXPECT_TRUE(events[1].property);
    EXPECT_EQ(events[1].data.at(0).second, true);
    EXPECT_EQ(events[2].topic, "RuleEngine/CountAggregation/Counter");
    EXPECT_FALSE(events[2].property);
    EXPECT_EQ(events[2].data.at(0).first, "Count");
    EXPECT_EQ(events[2].data.at(0).second, 2);
}

TEST(OnvifEvents, OfAnAlarmSayItsStateFirst) {
    const auto begun = onvifEvents("alarm", {{"name", "Till"}, {"count", 4}, {"threshold", 3}});
    ASSERT_EQ(begun.size(), 1U);
    EXPECT_EQ(begun[0].topic, "RuleEngine/CountAggregation/ocellus:OccupancyAlarm");
    ASSERT_EQ(begun[0].data.size(), 3U);
    EXPECT_EQ(begun[0].data[0].first, "State");
    EXPECT_EQ(begun[0].data[0].second, true);
    EXPECT_EQ(begun[0].data[1].second, 4);
    EXPECT_EQ(begun[0].data[2].first, "Threshold");
    EXPECT_EQ(begun[0].data[2].second, 3);
    EXPECT_EQ(onvifEvents("alarm_end", {{"name", "Till"}}).at(0).data.at(0).second, false);
    EXPECT_TRUE(onvifEvents("under_occupancy", {{"name", "Till"}}).empty());
}

}  // namespace
}  // namespace ocellus
