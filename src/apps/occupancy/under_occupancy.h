// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include "apps/occupancy/rule.h"
#include "apps/occupancy/zone_settings.h"

namespace ocellus::occupancy {

// The separate rule for too few objects: fewer than `count` in every picture for `time` is one alarm, and the
// first picture with enough ends it. As everywhere, unseen time adds nothing. Pure; thread-compatible.
class UnderOccupancyRule {
public:
    explicit UnderOccupancyRule(const UnderOccupancySettings& settings) : settings_(settings) {}

    enum class Outcome { Nothing, Started, Ended };

    Outcome observe(Instant captured, int count) {
        const Duration elapsed = last_ ? std::max(captured - *last_, Duration{}) : Duration{};
        if (few_ && elapsed <= kLongestSeen) {
            timer_ += elapsed;
        }
        last_ = captured;
        few_ = count < settings_.count;
        if (!few_) {
            timer_ = Duration{};
        }
        const bool alarm = few_ && (alarm_ || timer_ >= settings_.time);
        const bool changed = alarm != alarm_;
        alarm_ = alarm;
        return !changed ? Outcome::Nothing : alarm ? Outcome::Started : Outcome::Ended;
    }

    [[nodiscard]] bool inAlarm() const { return alarm_; }

    [[nodiscard]] const UnderOccupancySettings& settings() const { return settings_; }

private:
    UnderOccupancySettings settings_;
    std::optional<Instant> last_;
    Duration timer_{};
    bool few_ = false;
    bool alarm_ = false;
};

}  // namespace ocellus::occupancy
