// SPDX-License-Identifier: Apache-2.0
#include "storage/csv_export.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <iterator>

namespace ocellus {
namespace {

constexpr auto kMinutes = static_cast<std::int64_t>(kMinutesPerDay);
constexpr std::size_t kMinuteDigits = 14;  // of "2026-11-21T11:40:00+09:00"

std::int64_t minuteOf(WallTime time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

std::int64_t floorHour(std::int64_t minute) {
    return (minute >= 0 ? minute : minute - 59) / 60;
}

// A text as a cell.
std::string quoted(const std::string& text) {
    std::string plain = text;
    if (!plain.empty() && std::string_view("=+-@\t\r").find(plain.front()) != std::string_view::npos) {
        plain.insert(0, 1, '\'');
    }
    if (plain.find_first_of(",\"\r\n") == std::string::npos) {
        return plain;
    }
    std::string result = "\"";
    for (const char c : plain) {
        result += c;
        if (c == '"') {
            result += c;
        }
    }
    return result + "\"";
}

// The figures of one row, written into a room that is large enough for any.
class Figures {
public:
    void put(std::uint64_t number) { end_ = std::to_chars(end_, text_.data() + text_.size(), number).ptr; }

    void mark(char c) { *end_++ = c; }

    void putHundredths(std::uint64_t hundredths) {
        put(hundredths / 100);
        mark('.');
        mark(static_cast<char>('0' + hundredths / 10 % 10));
        mark(static_cast<char>('0' + hundredths % 10));
    }

    [[nodiscard]] std::string_view text() const {
        return {text_.data(), static_cast<std::size_t>(end_ - text_.data())};
    }

private:
    std::array<char, 128> text_;  // NOLINT: only what was written is read
    char* end_ = text_.data();
};

std::uint64_t meanHundredths(const CountSpan& span) {
    return span.hundredths == 0 ? 0 : (span.weighted * 100 + span.hundredths / 2) / span.hundredths;
}

}  // namespace

std::string_view csvHeader(CsvLayout layout) {
    return layout == CsvLayout::Minutes
               ? "time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n"
               : "time,camera,all,area1,area2,area3,area4\r\n";
}

Result<CsvExport> CsvExport::begin(CountHistory& history, CsvWish wish, const TimeZone& zone) {
    const auto zones = history.zonesOf(wish.camera);
    if (!zones) {
        return tl::unexpected(zones.error());
    }
    CsvExport made{history, std::move(wish), zone};
    for (const HistoryZone& one : *zones) {
        if (!made.wish_.zone || *made.wish_.zone == one.zone) {
            if (auto added = made.addColumn(one); !added) {
                return tl::unexpected(added.error());
            }
        }
    }
    std::sort(made.days_.begin(), made.days_.end());
    made.days_.erase(std::unique(made.days_.begin(), made.days_.end()), made.days_.end());
    return made;
}

Result<void> CsvExport::addColumn(const HistoryZone& zone) {
    const auto days = history_->days(zone.id, wish_.from, wish_.to);
    if (!days) {
        return tl::unexpected(days.error());
    }
    if (!days->empty()) {
        days_.insert(days_.end(), days->begin(), days->end());
        columns_.push_back({zone,
                            "," + wish_.camera + "," + std::to_string(wish_.channel) + "," +
                                std::to_string(zone.area) + "," + quoted(zone.zone) + ",",
                            std::make_unique<DayMinutes>()});
    }
    return {};
}

Result<bool> CsvExport::next(std::string& text) {
    if (day_ >= days_.size()) {
        return false;
    }
    const std::int64_t day = days_[day_++];
    for (const Column& column : columns_) {
        if (auto read = history_->readDay(column.zone.id, day, wish_.from, wish_.to, *column.minutes);
            !read) {
            return tl::unexpected(read.error());
        }
    }
    const std::int64_t base = day * kMinutes;
    const std::int64_t last = std::min(minuteOf(wish_.to) - base, kMinutes);
    for (std::int64_t i = std::max<std::int64_t>(minuteOf(wish_.from) - base, 0); i < last; ++i) {
        const auto within = static_cast<std::size_t>(i);
        wish_.layout == CsvLayout::Minutes ? putRows(base + i, within, text)
                                           : putAreas(base + i, within, text);
    }
    return true;
}

// The text of a time changes in two digits from row to row; the rest is made once an hour.
void CsvExport::putTime(std::int64_t minute, std::string& text) {
    const WallTime time{std::chrono::minutes{minute}};
    const bool other = time_.empty() || time < period_.begin || time >= period_.end;
    if (other) {
        period_ = zone_.periodAt(time);
    }
    const std::int64_t local = minute + period_.offset.count();
    const std::int64_t hour = floorHour(local);
    if (other || hour != hour_) {
        hour_ = hour;
        const auto away = std::abs(period_.offset.count());
        std::array<char, 16> zone{};
        std::snprintf(zone.data(), zone.size(), ":00%c%02d:%02d", period_.offset.count() < 0 ? '-' : '+',
                      static_cast<int>(away / 60) % 100, static_cast<int>(away % 60));
        time_ = toIso8601(WallTime{std::chrono::minutes{local}}).substr(0, kMinuteDigits + 2) + zone.data();
    }
    const auto digits = static_cast<int>(local - hour_ * 60);
    time_[kMinuteDigits] = static_cast<char>('0' + digits / 10);
    time_[kMinuteDigits + 1] = static_cast<char>('0' + digits % 10);
    text += time_;
}

void CsvExport::putRows(std::int64_t minute, std::size_t within, std::string& text) {
    for (const Column& column : columns_) {
        const auto& span = (*column.minutes)[within];
        if (!span) {
            continue;
        }
        putTime(minute, text);
        text += column.place;
        Figures figures;
        figures.put(span->minimum);
        figures.mark(',');
        figures.putHundredths(meanHundredths(*span));
        figures.mark(',');
        figures.put(span->maximum);
        figures.mark(',');
        figures.put(span->alarms);
        figures.mark(',');
        figures.putHundredths(span->hundredths);
        figures.mark('\r');
        figures.mark('\n');
        text += figures.text();
    }
}

void CsvExport::putAreas(std::int64_t minute, std::size_t within, std::string& text) {
    // Two zones that had one number after the other: the one that was observed for longer stands for it.
    std::array<const CountSpan*, 5> spans{};
    bool any = false;
    for (const Column& column : columns_) {
        const auto& span = (*column.minutes)[within];
        const auto area = static_cast<std::size_t>(column.zone.area);
        if (span && area < spans.size() &&
            (spans[area] == nullptr || spans[area]->hundredths < span->hundredths)) {
            spans[area] = &*span;
            any = true;
        }
    }
    if (!any) {
        return;
    }
    putTime(minute, text);
    text += "," + wish_.camera;
    for (const CountSpan* span : spans) {
        text += ',';
        if (span != nullptr && span->hundredths > 0) {
            text += std::to_string((span->weighted + span->hundredths / 2) / span->hundredths);
        }
    }
    text += "\r\n";
}

}  // namespace ocellus
