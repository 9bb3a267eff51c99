// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <sstream>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/mailbox.h"
#include "base/secret.h"
#include "base/text.h"

namespace ocellus {
namespace {

TEST(Time, PrintsUtcWithMilliseconds) {
    const WallTime time{std::chrono::microseconds{1'795'228'800'123'456}};
    EXPECT_EQ(toIso8601(time), "2026-11-21T02:40:00.123Z");
    EXPECT_EQ(toCompactUtc(time), "20261121024000");
}

TEST(Time, TenthsOfASecondAreExact) {
    EXPECT_EQ(fromSeconds(0.1).count(), 100'000);
    EXPECT_EQ(fromSeconds(3600).count(), 3'600'000'000);
}

TEST(ManualClock, AStepOfTheWallDoesNotMoveTheMonotonicLine) {
    ManualClock clock;
    const Instant before = clock.now();
    clock.stepWall(std::chrono::hours{-1});
    EXPECT_EQ(clock.now(), before);
}

TEST(Mailbox, KeepsOnlyTheNewest) {
    Mailbox<int> mailbox;
    EXPECT_FALSE(mailbox.put(1));
    EXPECT_TRUE(mailbox.put(2));
    EXPECT_EQ(mailbox.take(), 2);
    EXPECT_EQ(mailbox.take(), std::nullopt);
}

TEST(Secret, CannotBePrinted) {
    std::ostringstream out;
    out << Secret{"hunter2"};
    EXPECT_EQ(out.str(), "***");
    EXPECT_TRUE(Secret{"a"}.matches(Secret{"a"}));
    EXPECT_FALSE(Secret{"a"}.matches(Secret{"b"}));
}

TEST(Identifier, CameraIdsAreLowerCaseDigitsAndDashes) {
    EXPECT_TRUE(isCameraId("gate-1"));
    EXPECT_FALSE(isCameraId(""));
    EXPECT_FALSE(isCameraId("Gate"));
    EXPECT_FALSE(isCameraId("../etc"));
    EXPECT_FALSE(isCameraId(std::string(41, 'a')));
}

TEST(Identifier, MacIsStableLocalAndUnicast) {
    EXPECT_EQ(macFor("gate"), macFor("gate"));
    EXPECT_NE(macFor("gate"), macFor("till"));
    EXPECT_EQ(macFor("gate").size(), 12u);
    EXPECT_EQ(std::stoi(macFor("gate").substr(0, 2), nullptr, 16) & 3, 2);
}

TEST(Identifier, UuidsAreOfVersion4) {
    const std::string id = randomUuid();
    EXPECT_EQ(id.size(), 36u);
    EXPECT_EQ(id[14], '4');
    EXPECT_NE(id, randomUuid());
}

TEST(Text, OffersTheNearestWordOnlyWhereItIsNear) {
    const std::vector<std::string> known{"threshold", "time", "polygon"};
    EXPECT_EQ(nearestWord("treshold", known), "threshold");
    EXPECT_EQ(nearestWord("banana", known), "");
}

}  // namespace
}  // namespace ocellus
