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

// The digits at the front of `text` as a number, exactly `count` of them, which are then taken off it.
std::optional<int> takeDigits(std::string_view& text, std::size_t count) {
    int value = 0;
    if (text.size() < count) {
        return std::nullopt;
    }
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool takeOne(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

// Digits after the point; those beyond the sixth are dropped.
std::optional<Duration> takeFraction(std::string_view& text) {
    std::int64_t microseconds = 0;
    std::int64_t unit = 100'000;
    bool any = false;
    while (const auto digit = takeDigits(text, 1)) {
        microseconds += *digit * unit;
        unit /= 10;
        any = true;
    }
    return any ? std::optional{Duration{microseconds}} : std::nullopt;
}

std::optional<std::chrono::minutes> takeZone(std::string_view& text) {
    if (takeOne(text, 'Z')) {
        return std::chrono::minutes{0};
    }
    const bool west = takeOne(text, '-');
    if (!west && !takeOne(text, '+')) {
        return std::nullopt;
    }
    const auto hours = takeDigits(text, 2);
    if (!hours || !takeOne(text, ':')) {
        return std::nullopt;
    }
    const auto minutes = takeDigits(text, 2);
    if (!minutes || *hours > 23 || *minutes > 59) {
        return std::nullopt;
    }
    const std::chrono::minutes zone{*hours * 60 + *minutes};
    return west ? -zone : zone;
}

}  // namespace

std::optional<WallTime> fromIso8601(std::string_view text) {
    constexpr std::string_view kMarks = "--T::";
    constexpr std::array<std::size_t, 6> kDigits{4, 2, 2, 2, 2, 2};
    std::array<int, 6> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = takeDigits(text, kDigits[i]);
        if (!part || (i < kMarks.size() && !takeOne(text, kMarks[i]))) {
            return std::nullopt;
        }
        parts[i] = *part;
    }
    const std::chrono::year_month_day day{std::chrono::year{parts[0]},
                                          std::chrono::month{static_cast<unsigned>(parts[1])},
                                          std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!day.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 60) {
        return std::nullopt;
    }
    Duration fraction{0};
    if (takeOne(text, '.')) {
        const auto taken = takeFraction(text);
        if (!taken) {
            return std::nullopt;
        }
        fraction = *taken;
    }
    const auto zone = takeZone(text);
    if (!zone || !text.empty()) {
        return std::nullopt;
    }
    return WallTime{std::chrono::sys_days{day}} + std::chrono::hours{parts[3]} +
           std::chrono::minutes{parts[4]} + std::chrono::seconds{parts[5]} + fraction - *zone;
}

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
