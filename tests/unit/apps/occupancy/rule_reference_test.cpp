// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "apps/occupancy/rule.h"
#include "unit/apps/occupancy/reference.h"

namespace ocellus::occupancy::test {
namespace {

using Random = std::mt19937;

int between(Random& random, int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
}

template <class Value>
Value oneOf(Random& random, std::initializer_list<Value> values) {
    return *(values.begin() + between(random, 0, static_cast<int>(values.size()) - 1));
}

RuleSettings randomSettings(Random& random) {
    RuleSettings settings;
    settings.threshold = oneOf(random, {1, 1, 2, 3, 5, 10, 12, 40});
    settings.time = fromSeconds(oneOf(random, {0.1, 0.1, 0.3, 1.0, 2.0, 3.0, 10.0}));
    settings.resetPercent = oneOf(random, {50, 60, 70, 80, 90, 100});
    settings.pauseLimit = fromSeconds(oneOf(random, {0.0, 0.2, 1.0, 2.5, 5.0, 600.0}));
    settings.repeat = oneOf(random, {RepeatMode::Periodic, RepeatMode::Continuous, RepeatMode::Once});
    settings.alarmDeactivation = fromSeconds(oneOf(random, {5.0, 5.0, 7.0, 600.0}));
    settings.belowThreshold = between(random, 0, 1) == 1;
    settings.alarmNotification = between(random, 0, 9) > 0;
    return settings;
}

// Counts that stay for a while near the threshold, at 1 to 25 pictures/s with gaps, some of exactly 2 s.
std::vector<Sighting> randomSightings(Random& random, const RuleSettings& settings) {
    const Duration step = fromSeconds(1.0 / oneOf(random, {1, 2, 5, 10, 12, 25}));
    std::vector<Sighting> sightings;
    Instant now{};
    while (sightings.size() < 120) {
        const int count = oneOf(
            random, {settings.threshold, settings.threshold, settings.threshold + 1, settings.threshold - 1,
                     settings.resetCount(), std::max(settings.resetCount() - 1, 0), 0});
        for (int held = between(random, 1, 40); held > 0; --held) {
            sightings.push_back({now, count});
            const int chance = between(random, 0, 60);
            now += chance == 0   ? fromSeconds(2)
                   : chance == 1 ? fromSeconds(2) + Duration{1}
                   : chance == 2 ? fromSeconds(0.1 * between(random, 21, 80))
                                 : step;
        }
    }
    return sightings;
}

std::string describe(const RuleSettings& settings) {
    return "threshold " + std::to_string(settings.threshold) + ", time " +
           std::to_string(toSeconds(settings.time)) + ", reset " + std::to_string(settings.resetPercent) +
           " %, pause " + std::to_string(toSeconds(settings.pauseLimit)) + ", repeat " +
           std::to_string(static_cast<int>(settings.repeat)) + ", deactivation " +
           std::to_string(toSeconds(settings.alarmDeactivation)) + ", below " +
           std::to_string(settings.belowThreshold);
}

TEST(OccupancyRuleReference, AgreesOnThousandsOfRandomSequences) {
    Random random(53);
    int starts = 0;
    int repeats = 0;
    int heldBack = 0;
    int ends = 0;
    for (int round = 0; round < 4000; ++round) {
        const RuleSettings settings = randomSettings(random);
        const std::vector<Sighting> sightings = randomSightings(random, settings);
        const std::vector<Verdict> expected = referenceVerdicts(settings, sightings);
        OccupancyRule rule(settings);
        for (std::size_t i = 0; i < sightings.size(); ++i) {
            const RuleOutcome outcome = rule.observe(sightings[i].captured, sightings[i].count);
            Verdict found;
            found.state = rule.state();
            found.timer = rule.timer();
            found.alarm = rule.inAlarm();
            found.ended = outcome.ended;
            found.started = outcome.notification == Notification::Start;
            found.repeated = outcome.notification == Notification::Repeat;
            found.heldBack = outcome.heldBack;
            ASSERT_EQ(found, expected[i])
                << "round " << round << ", " << describe(settings) << "\nat picture " << i << ", "
                << toSeconds(sightings[i].captured.time_since_epoch()) << " s, count " << sightings[i].count
                << "\nrule:      " << found.text() << "\nreference: " << expected[i].text();
            starts += found.started;
            repeats += found.repeated;
            heldBack += found.heldBack;
            ends += found.ended;
        }
    }
    // The sequences are of use only if they reach all of this often.
    EXPECT_GT(starts, 2000);
    EXPECT_GT(repeats, 2000);
    EXPECT_GT(heldBack, 1000);
    EXPECT_GT(ends, 2000);
}

}  // namespace
}  // namespace ocellus::occupancy::test
