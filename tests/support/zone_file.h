// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/time_zone.h"

namespace ocellus::test {

inline void putNumber(std::vector<std::uint8_t>& bytes, std::int64_t value, int length) {
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> shift));
    }
}

// A compiled zone file, as RFC 9636 has it: changes (when, offset in seconds), and the rule for ever after.
inline std::vector<std::uint8_t> zoneFile(const std::string& rule,
                                          const std::vector<std::pair<std::int64_t, int>>& changes = {},
                                          int before = 0) {
    std::vector<std::uint8_t> bytes;
    const auto head = [&bytes](std::size_t count) {
        for (const char c : std::string("TZif2") + std::string(15, '\0')) {
            bytes.push_back(static_cast<std::uint8_t>(c));
        }
        for (const std::size_t number :
             {std::size_t{0}, std::size_t{0}, std::size_t{0}, count, count + 1, std::size_t{4}}) {
            putNumber(bytes, static_cast<std::int64_t>(number), 4);
        }
    };
    const auto body = [&](int timeBytes, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            putNumber(bytes, changes[i].first, timeBytes);
        }
        for (std::size_t i = 0; i < count; ++i) {
            bytes.push_back(static_cast<std::uint8_t>(i + 1));
        }
        for (std::size_t i = 0; i <= count; ++i) {
            putNumber(bytes, i == 0 ? before : changes[i - 1].second, 4);
            putNumber(bytes, 0, 2);
        }
        for (const char c : {'A', 'B', 'C', '\0'}) {
            bytes.push_back(static_cast<std::uint8_t>(c));
        }
    };
    head(0);
    body(4, 0);
    head(changes.size());
    body(8, changes.size());
    bytes.push_back('\n');
    bytes.insert(bytes.end(), rule.begin(), rule.end());
    bytes.push_back('\n');
    return bytes;
}

inline TimeZone zoneOf(const std::string& rule) {
    return TimeZone::parse("Test/Zone", zoneFile(rule)).value();
}

inline TimeZone berlin() {
    return zoneOf("CET-1CEST,M3.5.0,M10.5.0/3");
}

}  // namespace ocellus::test
