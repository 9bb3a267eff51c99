// SPDX-License-Identifier: Apache-2.0
#include "daemon/routing.h"

#include <gmock/gmock.h>

namespace ocellus {
namespace {

using Takes = RoutingRule::Takes;

std::vector<std::string> destinations(const std::vector<RoutingRule>& rules, const AppEvent& event) {
    std::vector<std::string> names;
    for (const Route& route : routesFor(rules, event)) {
        names.push_back(route.destination + "/" + route.form);
    }
    return names;
}

const std::vector<RoutingRule> kRules{{"mqtt", "event", Takes::Everything},
                                      {"mqtt", "manual", Takes::Counts, std::chrono::seconds{300}},
                                      {"http", "manual", Takes::Counts, std::chrono::seconds{10}},
                                      {"http", "event", Takes::Alarms, {}, true}};

AppEvent count(int before, int now) {
    AppEvent event{.type = "count"};
    event.pace = {std::chrono::seconds{before}, std::chrono::seconds{now}};
    return event;
}

TEST(Routing, CountsGoToEachDestinationAtItsOwnInterval) {
    EXPECT_THAT(destinations(kRules, count(5, 10)), testing::ElementsAre("mqtt/event", "http/manual"));
    EXPECT_THAT(destinations(kRules, count(10, 15)), testing::ElementsAre("mqtt/event"));
    EXPECT_THAT(destinations(kRules, count(295, 300)),
                testing::ElementsAre("mqtt/event", "mqtt/manual", "http/manual"));
}

TEST(Routing, AnAlarmThatIsHeldBackStaysAnEventButIsNoNotification) {
    EXPECT_THAT(destinations(kRules, {.type = "alarm"}), testing::ElementsAre("mqtt/event", "http/event"));
    EXPECT_THAT(destinations(kRules, {.type = "alarm", .notify = false}), testing::ElementsAre("mqtt/event"));
}

}  // namespace
}  // namespace ocellus
