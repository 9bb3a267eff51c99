// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

namespace ocellus {

// What is kept of one zone's count over a span of time: a minute, an hour or a day. `seconds` were observed;
// what was not observed is in none of the other figures, so no data is not zero.
struct CountSpan {
    std::uint32_t minimum = 0;
    std::uint32_t maximum = 0;
    std::uint64_t weighted = 0;    // sum of count x observed hundredths of a second
    std::uint32_t alarms = 0;      // that began
    std::uint32_t hundredths = 0;  // of a second, observed

    [[nodiscard]] double mean() const {
        return hundredths == 0 ? 0.0 : static_cast<double>(weighted) / hundredths;
    }

    [[nodiscard]] double seconds() const { return hundredths / 100.0; }

    // Takes another span of the same zone in.
    void join(const CountSpan& other) {
        if (other.hundredths > 0) {
            minimum = hundredths > 0 ? std::min(minimum, other.minimum) : other.minimum;
            maximum = std::max(maximum, other.maximum);
        }
        weighted += other.weighted;
        alarms += other.alarms;
        hundredths += other.hundredths;
    }

    bool operator==(const CountSpan&) const = default;
};

}  // namespace ocellus
