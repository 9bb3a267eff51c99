// SPDX-License-Identifier: Apache-2.0
#include "storage/history_export.h"

#include <array>
#include <charconv>

namespace ocellus {
namespace {

constexpr std::size_t kPiece = 256 * 1024;
constexpr std::int64_t kMinutesADay = 1440;

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

void putNumber(std::string& text, std::uint64_t number) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

void putTwo(std::string& text, std::uint64_t number) {
    text += static_cast<char>('0' + number / 10);
    text += static_cast<char>('0' + number % 10);
}

void putHundredths(std::string& text, std::uint64_t hundredths) {
    putNumber(text, hundredths / 100);
    text += '.';
    putTwo(text, hundredths % 100);
}

// Writes the lines of one zone; the date is made once a day.
class Lines {
public:
    Lines(const ExportZone& zone, std::string& text) : text_(text) {
        middle_ = ":00Z," + quoted(zone.zone.camera) + "," + std::to_string(zone.channel) + "," +
                  (zone.area > 0 ? std::to_string(zone.area) : "") + "," + quoted(zone.zone.zone) + ",";
    }

    void put(std::int64_t minute, const CountSpan& span) {
        const std::int64_t day = minute / kMinutesADay;
        if (day != day_) {
            day_ = day;
            date_ = toIso8601(WallTime{std::chrono::days{day}}).substr(0, 11);
        }
        const auto within = static_cast<std::uint64_t>(minute - day * kMinutesADay);
        text_ += date_;
        putTwo(text_, within / 60);
        text_ += ':';
        putTwo(text_, within % 60);
        text_ += middle_;
        putNumber(text_, span.minimum);
        text_ += ',';
        putHundredths(
            text_, span.hundredths == 0 ? 0 : (span.weighted * 100 + span.hundredths / 2) / span.hundredths);
        text_ += ',';
        putNumber(text_, span.maximum);
        text_ += ',';
        putNumber(text_, span.alarms);
        text_ += ',';
        putHundredths(text_, span.hundredths);
        text_ += "\r\n";
    }

private:
    std::string& text_;
    std::string middle_;
    std::string date_;
    std::int64_t day_ = -1;
};

}  // namespace

Result<void> exportCsv(CountHistory& history, const std::vector<ExportZone>& zones, WallTime from,
                       WallTime to, const TextSink& sink) {
    std::string text = "time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n";
    text.reserve(kPiece + 1024);
    Result<void> taken;
    for (const ExportZone& zone : zones) {
        Lines lines{zone, text};
        auto read =
            history.eachMinute(zone.zone.id, from, to, [&](std::int64_t minute, const CountSpan& span) {
                lines.put(minute, span);
                if (text.size() >= kPiece) {
                    taken = sink(text);
                    text.clear();
                }
                return taken.has_value();
            });
        if (!read || !taken) {
            return read ? taken : read;
        }
    }
    return text.empty() ? Result<void>{} : sink(text);
}

}  // namespace ocellus
