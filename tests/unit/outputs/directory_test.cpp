// SPDX-License-Identifier: Apache-2.0
#include "outputs/directory.h"

#include <gtest/gtest.h>

namespace ocellus {
namespace {

AppDestinations sample() {
    AppDestinations app;
    app.camera = "gate";
    app.app = "occupancy";
    app.http.resize(3);
    app.http[0].counts = true;
    app.http[0].interval = std::chrono::seconds{5};
    app.http[1].counts = true;
    app.http[1].alarms = true;
    app.mqtt.counts = true;
    app.mqtt.alarms = true;
    app.mqtt.interval = std::chrono::minutes{5};
    return app;
}

// The routes as "destination:form", for a count when so much time has passed since the last.
std::vector<std::string> routes(const Directory& directory, const std::string& type, Duration passed) {
    std::vector<std::string> texts;
    for (const Route& route :
         directory.routes("gate", "occupancy", type, [&](Duration interval) { return passed >= interval; })) {
        texts.push_back(route.destination + ":" + route.form);
    }
    return texts;
}

TEST(Directory, EachReceiverGetsCountsAtItsOwnInterval) {
    Directory directory{{.any = true, .onvif = false}};
    directory.put(sample());
    EXPECT_EQ(routes(directory, "count", std::chrono::seconds{5}),
              (std::vector<std::string>{"mqtt:event", "http/gate/occupancy/1:manual"}));
    EXPECT_EQ(routes(directory, "count", std::chrono::minutes{5}),
              (std::vector<std::string>{"mqtt:event", "mqtt:manual", "http/gate/occupancy/1:manual",
                                        "http/gate/occupancy/2:manual"}));
}

TEST(Directory, AlarmsGoAtOnceToThoseThatWantThem) {
    Directory directory{{.any = true, .onvif = false}};
    directory.put(sample());
    EXPECT_EQ(routes(directory, "alarm", Duration{0}),
              (std::vector<std::string>{"mqtt:event", "mqtt:manual", "http/gate/occupancy/2:event"}));
    EXPECT_EQ(routes(directory, "alarm_end", Duration{0}),
              (std::vector<std::string>{"mqtt:event", "http/gate/occupancy/2:event"}))
        << "the manual knows no end of an alarm";
}

TEST(Directory, WithoutABrokerThereIsNoMqtt) {
    Directory directory{{}};
    directory.put(sample());
    EXPECT_EQ(routes(directory, "alarm", Duration{0}),
              std::vector<std::string>{"http/gate/occupancy/2:event"});
    directory.removeApp("gate", "occupancy");
    EXPECT_TRUE(routes(directory, "alarm", Duration{0}).empty());
}

TEST(Directory, OnvifsFormHasAnIntervalOfItsOwn) {
    Directory directory{{.any = true, .onvif = true}};
    AppDestinations app = sample();
    app.mqtt = {};
    app.http.clear();
    app.onvifInterval = std::chrono::seconds{15};
    directory.put(app);
    EXPECT_EQ(routes(directory, "count", std::chrono::seconds{10}), std::vector<std::string>{"mqtt:event"});
    const std::vector<std::string> both{"mqtt:event", "mqtt:onvif"};
    EXPECT_EQ(routes(directory, "count", std::chrono::seconds{15}), both);
    EXPECT_EQ(routes(directory, "alarm", Duration{0}), both);
    EXPECT_EQ(routes(directory, "alarm_end", Duration{0}), both);
    EXPECT_EQ(routes(directory, "under_occupancy", Duration{0}), std::vector<std::string>{"mqtt:event"});
    directory.setBroker({});
    EXPECT_TRUE(routes(directory, "alarm", Duration{0}).empty());
}

TEST(Directory, AnAppWithoutDestinationsStillHasOurTopics) {
    const Directory directory{{.any = true, .onvif = false}};
    EXPECT_EQ(routes(directory, "count", Duration{0}), std::vector<std::string>{"mqtt:event"});
}

}  // namespace
}  // namespace ocellus
