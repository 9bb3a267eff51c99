// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace ocellus {

// When daylight saving begins and ends in any year, as POSIX writes it: "CET-1CEST,M3.5.0,M10.5.0/3". A zone
// without daylight saving has one offset. Immutable; thread-safe.
class YearlyRule {
public:
    using Offset = std::chrono::seconds;  // of local time from UTC, east positive

    // Nothing for a text that is no such rule.
    [[nodiscard]] static std::optional<YearlyRule> parse(std::string_view text);

    // From a change to the next; without daylight saving, all time.
    struct Period {
        std::chrono::sys_seconds begin;
        std::chrono::sys_seconds end;
        Offset offset;
    };

    [[nodiscard]] Period periodAt(std::chrono::sys_seconds time) const;

private:
    enum class Form { MonthWeekDay, DayWithoutLeap, DayWithLeap };

    struct Change {
        Form form = Form::MonthWeekDay;
        int month = 1;
        int week = 1;  // 5: the last
        int day = 0;   // of the week, Sunday 0; or of the year
        std::chrono::seconds time = std::chrono::hours{2};

        [[nodiscard]] std::chrono::sys_seconds in(std::chrono::year year, Offset before) const;
    };

    class Reader;

    Offset standard_{};
    Offset saving_{};
    std::optional<Change> begins_;  // of daylight saving
    std::optional<Change> ends_;
};

}  // namespace ocellus
