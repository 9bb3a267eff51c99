// SPDX-License-Identifier: Apache-2.0
#include "apps/occupancy/rule.h"

#include <algorithm>

namespace ocellus::occupancy {

void OccupancyRule::resume(const OccupancyRule& before) {
    const RuleSettings own = settings_;
    *this = before;
    settings_ = own;
}

RuleOutcome OccupancyRule::observe(Instant captured, int count) {
    const Duration elapsed = last_ ? std::max(captured - *last_, Duration{}) : Duration{};
    const bool gap = elapsed > kLongestSeen;
    elapse(elapsed, gap);
    RuleOutcome outcome;
    if (enter(captured, count, gap)) {
        timer_ = Duration{};
        outcome.ended = alarm_;
        alarm_ = false;
    }
    last_ = captured;
    if (alarm_) {
        repeat(captured, outcome);
    } else if (state_ == ZoneState::Running && timer_ >= settings_.time) {
        alarm_ = true;
        notificationClock_ = Duration{};
        nextRepeat_ = repeatPeriod();
        notify(Notification::Start, captured, outcome);
    }
    return outcome;
}

// Lets the time since the last observation pass for the state that it found.
void OccupancyRule::elapse(Duration elapsed, bool gap) {
    const bool ran = state_ == ZoneState::Running && !gap;
    if (ran) {
        timer_ += elapsed;
    }
    if (alarm_ && (ran || settings_.belowThreshold)) {
        notificationClock_ += elapsed;
    }
}

// Lets the new count set the state; says whether that resets the zone.
bool OccupancyRule::enter(Instant captured, int count, bool gap) {
    if (gap && state_ == ZoneState::Running) {
        pauseBegan_ = last_;
    }
    if (count < settings_.resetCount()) {
        state_ = ZoneState::Reset;
        pauseBegan_.reset();
    } else if (count < settings_.threshold) {
        // A pause that went over its limit stays over it: the zone does not pause anew at the next picture.
        pauseBegan_ = pauseBegan_.value_or(captured);
        state_ = pauseIsOver(captured) ? ZoneState::Reset : ZoneState::Paused;
    } else {
        const bool tooLate = pauseBegan_ && pauseIsOver(captured);
        state_ = ZoneState::Running;
        pauseBegan_.reset();
        return tooLate;
    }
    return state_ == ZoneState::Reset;
}

bool OccupancyRule::pauseIsOver(Instant captured) const {
    return settings_.pauseLimit == Duration::zero() || captured - *pauseBegan_ > settings_.pauseLimit;
}

Duration OccupancyRule::repeatPeriod() const {
    return settings_.repeat == RepeatMode::Continuous ? settings_.alarmDeactivation : settings_.time;
}

// At most one repeat an observation: marks that were passed over are not caught up.
void OccupancyRule::repeat(Instant captured, RuleOutcome& outcome) {
    if (settings_.repeat == RepeatMode::Once || notificationClock_ < nextRepeat_) {
        return;
    }
    const Duration period = repeatPeriod();
    const Duration late = notificationClock_ % period;
    nextRepeat_ = notificationClock_ - late + period;
    notify(Notification::Repeat, captured - late, outcome);
}

// `due` is when the notification would have come had there been a picture just then: measured so, pictures
// that come a little early or late hold nothing back that falls due every `alarmDeactivation`.
void OccupancyRule::notify(Notification notification, Instant due, RuleOutcome& outcome) {
    if (!settings_.alarmNotification) {
        return;
    }
    outcome.notification = notification;
    outcome.heldBack = lastPassed_ && due - *lastPassed_ < settings_.alarmDeactivation;
    if (!outcome.heldBack) {
        lastPassed_ = due;
    }
}

}  // namespace ocellus::occupancy
