// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace ocellus::occupancy {

// How often a lasting alarm is notified again (OCC-56).
enum class RepeatMode : std::uint8_t {
    Periodic,    // every `time`
    Continuous,  // every `alarmDeactivation`
    Once,        // never
};

// What one zone's rule goes by; the ranges are those of settings.h, which checks them.
struct RuleSettings {
    int threshold = 5;                            // objects, OCC-17
    Duration time = fromSeconds(10);              // OCC-18
    int resetPercent = 80;                        // of the threshold, OCC-51
    Duration pauseLimit = fromSeconds(5);         // OCC-52
    RepeatMode repeat = RepeatMode::Periodic;     // OCC-56
    Duration alarmDeactivation = fromSeconds(5);  // OCC-56
    bool belowThreshold = true;                   // notify on through pauses, OCC-58
    bool alarmNotification = true;                // OCC-55

    // Below this many objects the timer goes back to zero. 0: an empty zone only pauses.
    [[nodiscard]] int resetCount() const { return threshold * resetPercent / 100; }

    friend bool operator==(const RuleSettings&, const RuleSettings&) = default;
};

// Longer without a picture than this, and nobody can say what happened: the time counts as a pause.
inline constexpr Duration kLongestSeen = std::chrono::seconds{2};

enum class ZoneState : std::uint8_t { Reset, Running, Paused };

enum class Notification : std::uint8_t { Start, Repeat };

// What one observation brought about.
struct RuleOutcome {
    bool ended = false;                        // the alarm state ended
    std::optional<Notification> notification;  // after `ended` where both are set
    bool heldBack = false;  // of a notification: too soon after the last for TCP and HTTP notification
};

// The occupancy rule of one zone (OCC-50 to OCC-59): a timer that runs at the threshold, pauses a little
// below it, and goes back to zero below the reset count or after too long a pause. Pure: time is what it is
// fed, in order of capture, and nothing is allocated. Thread-compatible.
class OccupancyRule {
public:
    explicit OccupancyRule(const RuleSettings& settings) : settings_(settings) {}

    RuleOutcome observe(Instant captured, int count);

    // Goes on where `before` stood, by its own settings.
    void resume(const OccupancyRule& before);

    [[nodiscard]] const RuleSettings& settings() const { return settings_; }

    [[nodiscard]] ZoneState state() const { return state_; }

    [[nodiscard]] Duration timer() const { return timer_; }

    [[nodiscard]] bool inAlarm() const { return alarm_; }

private:
    void elapse(Duration elapsed, bool gap);
    [[nodiscard]] bool enter(Instant captured, int count, bool gap);
    [[nodiscard]] bool pauseIsOver(Instant captured) const;
    [[nodiscard]] Duration repeatPeriod() const;
    void repeat(Instant captured, RuleOutcome& outcome);
    void notify(Notification notification, Instant due, RuleOutcome& outcome);

    RuleSettings settings_;
    ZoneState state_ = ZoneState::Reset;
    Duration timer_{};
    std::optional<Instant> last_;        // capture time of the last observation
    std::optional<Instant> pauseBegan_;  // set from the first paused picture to the next that runs or resets
    bool alarm_ = false;
    Duration notificationClock_{};       // from `start` on
    Duration nextRepeat_{};              // on the notification clock
    std::optional<Instant> lastPassed_;  // when the last that was not held back fell due
};

}  // namespace ocellus::occupancy
