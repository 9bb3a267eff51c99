// SPDX-License-Identifier: Apache-2.0
#include "base/yearly_rule.h"

#include <algorithm>
#include <array>

namespace ocellus {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

// Reads the text from its front; after a fault nothing more is read.
class YearlyRule::Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    [[nodiscard]] bool done() const { return text_.empty(); }

    [[nodiscard]] bool sound() const { return sound_; }

    bool take(char wanted) {
        if (text_.empty() || text_.front() != wanted) {
            return false;
        }
        text_.remove_prefix(1);
        return true;
    }

    void name() {
        const bool quoted = take('<');
        std::size_t length = 0;
        while (length < text_.size() && isOfName(text_[length], quoted)) {
            ++length;
        }
        sound_ &= length >= 3;
        text_.remove_prefix(length);
        sound_ &= !quoted || take('>');
    }

    int number(int least, int most) {
        int value = 0;
        std::size_t length = 0;
        while (length < text_.size() && length < 4 && text_[length] >= '0' && text_[length] <= '9') {
            value = value * 10 + (text_[length] - '0');
            ++length;
        }
        text_.remove_prefix(length);
        sound_ &= length > 0 && value >= least && value <= most;
        return value;
    }

    // [+-]hh[:mm[:ss]]; hours up to a week, as newer rules have them.
    seconds time() {
        const bool negative = take('-');
        if (!negative) {
            take('+');
        }
        constexpr int kHoursAWeek = 167;
        std::chrono::seconds total = std::chrono::hours{number(0, kHoursAWeek)};
        if (take(':')) {
            total += std::chrono::minutes{number(0, 59)};
        }
        if (take(':')) {
            total += seconds{number(0, 59)};
        }
        return negative ? -total : total;
    }

    Change change() {
        Change change;
        sound_ &= take(',');
        if (take('M')) {
            change.month = number(1, 12);
            sound_ &= take('.');
            change.week = number(1, 5);
            sound_ &= take('.');
            change.day = number(0, 6);
        } else if (take('J')) {
            change.form = Form::DayWithoutLeap;
            change.day = number(1, 365);
        } else {
            change.form = Form::DayWithLeap;
            change.day = number(0, 365);
        }
        if (take('/')) {
            change.time = time();
        }
        return change;
    }

private:
    static bool isOfName(char c, bool quoted) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return letter || (quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
    }

    std::string_view text_;
    bool sound_ = true;
};

std::optional<YearlyRule> YearlyRule::parse(std::string_view text) {
    Reader reader{text};
    YearlyRule rule;
    reader.name();
    rule.standard_ = -reader.time();  // POSIX counts west positive
    if (reader.sound() && !reader.done()) {
        reader.name();
        rule.saving_ = rule.standard_ + std::chrono::hours{1};
        Reader peek = reader;
        if (!peek.take(',')) {
            rule.saving_ = -reader.time();
        }
        rule.begins_ = reader.change();
        rule.ends_ = reader.change();
    }
    if (!reader.sound() || !reader.done()) {
        return std::nullopt;
    }
    return rule;
}

// The moment of the change, which is said in the local time before it.
sys_seconds YearlyRule::Change::in(std::chrono::year year, Offset before) const {
    sys_days date{year / 1 / 1};
    if (form == Form::MonthWeekDay) {
        const std::chrono::month wanted{static_cast<unsigned>(month)};
        const std::chrono::weekday weekday{static_cast<unsigned>(day)};
        date = week == 5 ? sys_days{year / wanted / weekday[std::chrono::last]}
                         : sys_days{year / wanted / weekday[static_cast<unsigned>(week)]};
    } else if (form == Form::DayWithLeap) {
        date += days{day};
    } else {
        constexpr int kEndOfFebruary = 59;
        date += days{day - 1 + (year.is_leap() && day > kEndOfFebruary ? 1 : 0)};
    }
    return sys_seconds{date} + time - before;
}

YearlyRule::Period YearlyRule::periodAt(sys_seconds time) const {
    if (!begins_) {
        return {sys_seconds::min(), sys_seconds::max(), standard_};
    }
    const std::chrono::year_month_day date{std::chrono::floor<days>(time)};

    struct Step {
        sys_seconds at;
        Offset offset;
    };

    std::array<Step, 8> steps{};
    auto* next = steps.begin();
    for (int i = -2; i <= 1; ++i) {
        const std::chrono::year year = date.year() + std::chrono::years{i};
        *next++ = {begins_->in(year, standard_), saving_};
        *next++ = {ends_->in(year, saving_), standard_};
    }
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
    const auto* const after =
        std::upper_bound(steps.begin(), steps.end(), time,
                         [](sys_seconds wanted, const Step& step) { return wanted < step.at; });
    if (after == steps.begin() || after == steps.end()) {
        return {time, time + days{1}, standard_};  // a rule whose changes lie in no year
    }
    return {(after - 1)->at, after->at, (after - 1)->offset};
}

}  // namespace ocellus
