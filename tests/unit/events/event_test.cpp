// SPDX-License-Identifier: Apache-2.0
#include "events/event.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

Event sample() {
    Event event;
    event.id = "11111111-2222-4333-8444-555555555555";
    event.sequence = 7;
    event.time = WallTime{std::chrono::milliseconds{1'800'000'000'123}};
    event.camera = "gate";
    event.app = "occupancy";
    event.type = "alarm";
    event.fields = {{"area", 1}, {"name", "Till"}};
    return event;
}

TEST(Event, EnvelopeAndFieldsStandSideBySide) {
    EXPECT_EQ(toText(toJson(sample())),
              R"({"app":"occupancy","area":1,"camera":"gate","id":"11111111-2222-4333-8444-555555555555",)"
              R"("name":"Till","sequence":7,"time":"2027-01-15T08:00:00.123Z","type":"alarm"})");
}

TEST(Event, TheEnvelopeWinsOverFieldsOfTheSameName) {
    Event event = sample();
    event.fields = {{"id", "forged"}, {"sequence", 99},  {"time", "never"}, {"camera", "other"},
                    {"app", "other"}, {"type", "other"}, {"count", 3}};
    const auto envelope = toJson(event);
    EXPECT_EQ(envelope["id"], event.id);
    EXPECT_EQ(envelope["sequence"], 7);
    EXPECT_EQ(envelope["time"], "2027-01-15T08:00:00.123Z");
    EXPECT_EQ(envelope["camera"], "gate");
    EXPECT_EQ(envelope["app"], "occupancy");
    EXPECT_EQ(envelope["type"], "alarm");
    EXPECT_EQ(envelope["count"], 3);
}

TEST(Event, ReadsBackWhatItWrote) {
    const auto read = eventFromJson(toJson(sample()));
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(toJson(*read), toJson(sample()));
    EXPECT_EQ(read->fields, sample().fields);
    EXPECT_EQ(read->time, sample().time);
    Event host = sample();
    host.camera.clear();
    EXPECT_TRUE(toJson(host)["camera"].is_null());
    EXPECT_EQ(eventFromJson(toJson(host)).value().camera, "");
}

TEST(Event, RefusesAnEnvelopeByTheNameOfItsWrongKey) {
    for (const char* key : {"id", "sequence", "time", "camera", "app", "type"}) {
        for (const nlohmann::json& wrong : {nlohmann::json{}, nlohmann::json(-1), nlohmann::json::array()}) {
            auto envelope = toJson(sample());
            if (wrong.is_null()) {
                envelope.erase(key);
            } else {
                envelope[key] = wrong;
            }
            const auto read = eventFromJson(envelope);
            ASSERT_FALSE(read) << key << " " << wrong;
            EXPECT_NE(read.error().message.find(key), std::string::npos);
        }
    }
    EXPECT_FALSE(eventFromJson(nlohmann::json::array()));
}

TEST(Event, BytesThatAreNoTextLoseNoEvent) {
    Event event = sample();
    event.fields["name"] = "Till \xff";
    EXPECT_NE(toText(toJson(event)).find("Till \xef\xbf\xbd"), std::string::npos);
}

TEST(Iso8601, IsReadWithItsZoneAndRefusedWithoutOne) {
    const auto at = [](const char* text) { return fromIso8601(text); };
    const WallTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + std::chrono::hours{12}};
    EXPECT_EQ(at("2026-11-21T12:00:00Z"), noon);
    EXPECT_EQ(at("2026-11-21T12:00:00.250Z"), noon + std::chrono::milliseconds{250});
    EXPECT_EQ(at("2026-11-21T12:00:00.1234567Z"), noon + Duration{123'456});
    EXPECT_EQ(at("2026-11-21T21:00:00+09:00"), noon);
    EXPECT_EQ(at("2026-11-21T08:30:00-03:30"), noon);
    for (const char* wrong :
         {"", "2026-11-21", "2026-11-21T12:00:00", "2026-11-21T12:00:00.Z", "2026-02-30T12:00:00Z",
          "2026-11-21T24:00:00Z", "2026-11-21T12:00:00Zx", "2026-11-21T12:00:00+9:00"}) {
        EXPECT_EQ(at(wrong), std::nullopt) << wrong;
    }
}

}  // namespace
}  // namespace ocellus
