// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/occupancy/rule.h"

namespace ocellus::occupancy::test {

struct Sighting {
    Instant captured;
    int count = 0;
};

// What a zone shows after an observation, and what it said at it.
struct Verdict {
    ZoneState state = ZoneState::Reset;
    Duration timer{};
    bool alarm = false;
    bool ended = false;
    bool started = false;
    bool repeated = false;
    bool heldBack = false;
    friend bool operator==(const Verdict&, const Verdict&) = default;
    [[nodiscard]] std::string text() const;
};

// The occupancy rule said a second time, plainly and slowly: it keeps every observation and derives what
// holds now from the whole history. Written from the text of the rule, and shares nothing with the state
// machine but the settings.
std::vector<Verdict> referenceVerdicts(const RuleSettings& settings, const std::vector<Sighting>& sightings);

}  // namespace ocellus::occupancy::test
