// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "outputs/destinations.h"

namespace ocellus {

// What came of one try of a destination, as a Test button shows it.
struct TrialReport {
    bool ok = false;
    std::optional<int> status;  // of HTTP, where there was an answer
    Duration time{};            // from the call to the end of the answer
    std::string answer;         // its beginning, at most kShownAnswer bytes
    Error reason{};             // unless ok
};

inline constexpr std::size_t kShownAnswer = 2048;

// Each sends one message marked as a test to the `index`th destination of its kind, at once and past the
// outbox, and waits for the answer: at most 10 s and 256 KiB. Addresses that are off limits
// (net/address_policy.h) are not asked. For worker threads.
[[nodiscard]] TrialReport tryHttp(const AppDestinations& app, std::size_t index, const Clock& clock);
[[nodiscard]] TrialReport tryTcpAlarm(const AppDestinations& app, std::size_t index, const Clock& clock);
// The receiver cannot tell it from an alarm of zone 1: its form has no place for a mark.
[[nodiscard]] TrialReport tryHttpAlarm(const AppDestinations& app, std::size_t index, const Clock& clock);

}  // namespace ocellus
