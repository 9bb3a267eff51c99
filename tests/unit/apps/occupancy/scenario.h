// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "apps/occupancy/rule.h"

namespace ocellus::occupancy::test {

// Something that the rule says at a picture, as scenario files write it: "start 10", "(repeat 13)", "end 20".
// Parentheses: held back from TCP and HTTP notification.
struct Said {
    enum class What { Start, Repeat, End };
    What what = What::Start;
    Instant at;
    bool heldBack = false;
    friend bool operator==(const Said&, const Said&) = default;
    [[nodiscard]] std::string text() const;
};

struct Shown {
    ZoneState state = ZoneState::Reset;
    Duration timer{};
    bool alarm = false;
    friend bool operator==(const Shown&, const Shown&) = default;
    [[nodiscard]] std::string text() const;
};

// One line of a scenario: pictures of one count, what was said during them and what holds after the last.
struct ScenarioLine {
    int number = 0;
    std::vector<Instant> pictures;
    Duration wallOffset{};  // of the wall clock against the monotonic line: "clock" lines change it
    int count = 0;
    Shown shown;
    std::vector<Said> said;
};

struct Scenario {
    std::string file;
    std::string title;
    RuleSettings settings;
    std::vector<ScenarioLine> lines;
};

// Every scenario of the folder's .txt files; the format is told in its README.md. Throws std::runtime_error
// with file and line where a file is not well formed.
std::vector<Scenario> readScenarios(const std::filesystem::path& folder);

// What a picture brought about, however the rule was driven.
struct Answer {
    Shown shown;
    std::vector<Said> said;
};

using Drive = std::function<Answer(Instant captured, WallTime stamp, int count)>;

// Feeds the scenario to `drive` and tells every line on which it did not answer as written; empty: all did.
std::string play(const Scenario& scenario, const Drive& drive);

}  // namespace ocellus::occupancy::test
