// SPDX-License-Identifier: Apache-2.0
#include "unit/apps/occupancy/reference.h"

#include <sstream>

namespace ocellus::occupancy::test {
namespace {

enum class Level { Enough, Band, Few };

class Reference {
public:
    Reference(const RuleSettings& settings, const std::vector<Sighting>& sightings)
        : settings_(settings), seen_(sightings) {}

    std::vector<Verdict> all() {
        for (std::size_t now = 0; now < seen_.size(); ++now) {
            verdicts_.push_back(at(now));
        }
        return verdicts_;
    }

private:
    [[nodiscard]] Level level(std::size_t i) const {
        // floor(threshold x percent / 100), by subtraction.
        int reset = 0;
        while ((reset + 1) * 100 <= settings_.threshold * settings_.resetPercent) {
            ++reset;
        }
        if (seen_[i].count >= settings_.threshold) {
            return Level::Enough;
        }
        return seen_[i].count >= reset ? Level::Band : Level::Few;
    }

    [[nodiscard]] Duration between(std::size_t a, std::size_t b) const {
        return seen_[b].captured - seen_[a].captured;
    }

    [[nodiscard]] bool unseen(std::size_t i) const { return between(i - 1, i) > std::chrono::seconds(2); }

    // The interval that ends at `i` ran: the picture before it had enough, and no gap lies between.
    [[nodiscard]] bool ran(std::size_t i) const {
        return i > 0 && level(i - 1) == Level::Enough && !unseen(i);
    }

    // How long the pause lasted that holds at `now` or that `now` ends; negative if there was none. It goes
    // back to the first picture of the band, or to the last one seen running before a gap.
    [[nodiscard]] Duration pauseUntil(std::size_t now) const {
        std::size_t first = now;
        bool any = level(now) == Level::Band;
        while (first > 0) {
            const Level before = level(first - 1);
            if (before == Level::Band) {
                any = true;
                --first;
            } else if (before == Level::Enough && unseen(first)) {
                any = true;
                --first;
                break;
            } else {
                break;
            }
        }
        return any ? between(first, now) : Duration{-1};
    }

    [[nodiscard]] bool resets(std::size_t now) const {
        if (level(now) == Level::Few) {
            return true;
        }
        const Duration pause = pauseUntil(now);
        if (pause < Duration{}) {
            return false;
        }
        return settings_.pauseLimit == Duration{} || pause > settings_.pauseLimit;
    }

    // Running time since the last reset.
    [[nodiscard]] Duration timer(std::size_t now) const {
        Duration sum{};
        for (std::size_t i = now + 1; i-- > 0;) {
            if (resets(i)) {
                break;
            }
            if (ran(i)) {
                sum += between(i - 1, i);
            }
        }
        return sum;
    }

    // Where the notification clock of the alarm that started at `start` stands.
    [[nodiscard]] Duration notificationClock(std::size_t start, std::size_t now) const {
        Duration sum{};
        for (std::size_t i = start + 1; i <= now; ++i) {
            if (ran(i) || settings_.belowThreshold) {
                sum += between(i - 1, i);
            }
        }
        return sum;
    }

    [[nodiscard]] Duration repeatPeriod() const {
        return settings_.repeat == RepeatMode::Periodic ? settings_.time : settings_.alarmDeactivation;
    }

    [[nodiscard]] bool repeats(std::size_t start, std::size_t now) const {
        if (settings_.repeat == RepeatMode::Once || now == start) {
            return false;
        }
        const Duration period = repeatPeriod();
        // A whole multiple of the period lies within what the clock gained at this observation.
        return notificationClock(start, now) / period > notificationClock(start, now - 1) / period;
    }

    Verdict at(std::size_t now) {
        Verdict verdict;
        const bool alarmBefore = now > 0 && verdicts_[now - 1].alarm;
        const bool reset = resets(now);
        verdict.timer = timer(now);
        verdict.state = level(now) == Level::Enough ? ZoneState::Running
                        : reset                     ? ZoneState::Reset
                                                    : ZoneState::Paused;
        verdict.ended = alarmBefore && reset;
        verdict.alarm = alarmBefore && !reset;
        if (verdict.alarm) {
            verdict.repeated = settings_.alarmNotification && repeats(start_, now);
        } else if (verdict.state == ZoneState::Running && verdict.timer >= settings_.time) {
            verdict.alarm = true;
            verdict.started = settings_.alarmNotification;
            start_ = now;
        }
        if (verdict.started || verdict.repeated) {
            // It fell due when its clock stood at the multiple, a little before the picture.
            Instant due = seen_[now].captured;
            for (Duration late = notificationClock(start_, now); late >= repeatPeriod();) {
                late -= repeatPeriod();
                due = seen_[now].captured - late;
            }
            for (const Instant passed : passed_) {
                verdict.heldBack = verdict.heldBack || due - passed < settings_.alarmDeactivation;
            }
            if (!verdict.heldBack) {
                passed_.push_back(due);
            }
        }
        return verdict;
    }

    const RuleSettings& settings_;
    const std::vector<Sighting>& seen_;
    std::vector<Verdict> verdicts_;
    std::size_t start_ = 0;
    std::vector<Instant> passed_;  // when each notification that was not held back fell due
};

}  // namespace

std::string Verdict::text() const {
    static const char* const kStates[] = {"reset", "running", "paused"};
    std::ostringstream out;
    out << kStates[static_cast<int>(state)] << (alarm ? "!" : "") << " timer " << timer.count() << " us"
        << (ended ? ", ended" : "") << (started ? ", started" : "") << (repeated ? ", repeated" : "")
        << (heldBack ? ", held back" : "");
    return out.str();
}

std::vector<Verdict> referenceVerdicts(const RuleSettings& settings, const std::vector<Sighting>& sightings) {
    return Reference(settings, sightings).all();
}

}  // namespace ocellus::occupancy::test
