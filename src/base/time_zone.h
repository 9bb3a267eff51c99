// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/yearly_rule.h"

namespace ocellus {

// A place's local time: days of 23 and 25 hours, hours that come twice. Offsets are whole minutes; those of
// the time before standard time are rounded. Immutable; thread-safe.
class TimeZone {
public:
    using Offset = std::chrono::minutes;  // of local time from UTC, east positive

    // UTC.
    TimeZone();
    // A compiled zone file (RFC 9636).
    [[nodiscard]] static Result<TimeZone> parse(std::string name, std::span<const std::uint8_t> file);

    [[nodiscard]] const std::string& name() const { return name_; }

    // While the offset stays the same: [begin, end).
    struct Period {
        WallTime begin;
        WallTime end;
        Offset offset;
    };

    [[nodiscard]] Period periodAt(WallTime time) const;

    [[nodiscard]] Offset offsetAt(WallTime time) const { return periodAt(time).offset; }

    [[nodiscard]] std::chrono::local_days dayOf(WallTime time) const;
    // The first moment of a local day, also where its midnight is left out.
    [[nodiscard]] WallTime startOf(std::chrono::local_days day) const;

private:
    struct Change {
        std::chrono::sys_seconds at;
        std::chrono::seconds offset;
    };

    std::string name_;
    std::chrono::seconds before_{};  // the first change
    std::vector<Change> changes_;    // in order
    std::optional<YearlyRule> after_;
};

// The date of a local day: 2026-11-21; and back.
[[nodiscard]] std::string toText(std::chrono::local_days day);
[[nodiscard]] std::optional<std::chrono::local_days> parseDay(std::string_view text);

}  // namespace ocellus
