// SPDX-License-Identifier: Apache-2.0
#include "outputs/http/alarm_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "outputs/tcp_alarm/alarm_line.h"

namespace ocellus {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> kSourceMarks{"%alrmsrc2", "%alarmsrc2", "%almsrc2"};
constexpr std::array<std::string_view, 5> kFieldMarks{"area", "name", "state", "count", "threshold"};

std::string percentEncoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view{"-._~"}.find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            fmt::format_to(std::back_inserter(encoded), "%{:02X}", byte);
        }
    }
    return encoded;
}

std::string written(std::string_view value, TemplateText kind) {
    if (kind == TemplateText::Address) {
        return percentEncoded(value);
    }
    const std::string quoted = toText(json(value));
    return quoted.substr(1, quoted.size() - 2);
}

std::string fieldOf(const Event& alarm, std::string_view key) {
    const auto found = alarm.fields.find(key);
    if (found == alarm.fields.end() || found->is_null()) {
        return {};
    }
    return found->is_string() ? found->get<std::string>() : found->dump();
}

// The value of a mark of ours; nothing if it is none.
std::optional<std::string> valueOf(std::string_view mark, const Event& alarm) {
    if (mark == "id") {
        return alarm.id;
    }
    if (mark == "camera") {
        return alarm.camera;
    }
    if (mark == "time") {
        return toIso8601(alarm.time);
    }
    if (std::ranges::find(kFieldMarks, mark) == kFieldMarks.end()) {
        return std::nullopt;
    }
    return fieldOf(alarm, mark);
}

}  // namespace

std::string filledAlarmTemplate(std::string_view text, const Event& alarm, TemplateText kind) {
    const int source = messageIdOf(alarm.fields.value("area", json(nullptr)));
    std::string filled;
    // One pass from left to right: what a value holds is never taken for a mark.
    while (!text.empty()) {
        const auto sourceMark =
            std::ranges::find_if(kSourceMarks, [&](std::string_view mark) { return text.starts_with(mark); });
        if (sourceMark != kSourceMarks.end()) {
            fmt::format_to(std::back_inserter(filled), "{:02X}", source);
            text.remove_prefix(sourceMark->size());
            continue;
        }
        const std::size_t end = text.front() == '{' ? text.find('}') : std::string_view::npos;
        if (end != std::string_view::npos) {
            if (const auto value = valueOf(text.substr(1, end - 1), alarm)) {
                filled += written(*value, kind);
                text.remove_prefix(end + 1);
                continue;
            }
        }
        filled += text.front();
        text.remove_prefix(1);
    }
    return filled;
}

}  // namespace ocellus
