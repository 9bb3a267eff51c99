// SPDX-License-Identifier: Apache-2.0
#include "base/time.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace ocellus {
namespace {

std::tm utcParts(WallTime time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const std::time_t value = seconds.time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&value, &parts);
    return parts;
}

}  // namespace

std::string toIso8601(WallTime time) {
    const std::tm parts = utcParts(time);
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                  static_cast<int>(((milliseconds % 1000) + 1000) % 1000));
    return text.data();
}

std::string toCompactUtc(WallTime time) {
    const std::tm parts = utcParts(time);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d%02d%02d%02d%02d%02d", parts.tm_year + 1900,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text.data();
}

}  // namespace ocellus
