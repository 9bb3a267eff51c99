// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>

#include "storage/count_minute.h"
#include "storage/sql_value.h"

namespace ocellus {

inline constexpr std::size_t kMinutesPerDay = 1440;

// The minutes of one zone and one UTC day; nothing where nobody looked.
using DayMinutes = std::array<std::optional<CountSpan>, kMinutesPerDay>;

// A day as few bytes: runs of equal minutes, each a run length, then (unless nothing was observed) minimum,
// maximum less minimum, weighted, alarms and hundredths as varints of 7 bits. An empty night is 14 bytes, the
// worst day about 17 kB.
[[nodiscard]] Bytes encodeDay(const DayMinutes& minutes);

// False for bytes that are no such day; nothing is then to be taken from `minutes`.
[[nodiscard]] bool decodeDay(std::span<const std::uint8_t> bytes, DayMinutes& minutes);

}  // namespace ocellus
