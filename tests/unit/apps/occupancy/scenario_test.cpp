// SPDX-License-Identifier: Apache-2.0
#include "unit/apps/occupancy/scenario.h"

#include <gtest/gtest.h>

namespace ocellus::occupancy::test {
namespace {

// OCC-50 to OCC-59: tests/scenario/occupancy says, for people to read, what the rule does.
TEST(OccupancyScenarios, TheRuleDoesWhatTheyTell) {
    const auto scenarios = readScenarios(OCELLUS_SOURCE_DIR "/tests/scenario/occupancy");
    ASSERT_GT(scenarios.size(), 40u);
    for (const Scenario& scenario : scenarios) {
        OccupancyRule rule(scenario.settings);
        EXPECT_EQ(play(scenario,
                       [&rule](Instant captured, WallTime /*stamp*/, int count) {
                           const RuleOutcome outcome = rule.observe(captured, count);
                           Answer answer;
                           answer.shown = {rule.state(), rule.timer(), rule.inAlarm()};
                           if (outcome.ended) {
                               answer.said.push_back({Said::What::End, captured, false});
                           }
                           if (outcome.notification) {
                               const bool start = *outcome.notification == Notification::Start;
                               answer.said.push_back({start ? Said::What::Start : Said::What::Repeat,
                                                      captured, outcome.heldBack});
                           }
                           return answer;
                       }),
                  "");
    }
}

}  // namespace
}  // namespace ocellus::occupancy::test
