// SPDX-License-Identifier: Apache-2.0
#include "base/setting_value.h"

#include <algorithm>
#include <limits>

namespace ocellus {
namespace setting {
namespace {

std::string plain(double number) {
    return nlohmann::json(number == std::floor(number) && std::abs(number) < 1e15
                              ? nlohmann::json(static_cast<std::int64_t>(number))
                              : nlohmann::json(number))
        .dump();
}

std::string rangeOf(const SettingDescriptor& setting) {
    const std::string unit = setting.unit.empty() ? "" : " " + setting.unit;
    if (setting.minimum && setting.maximum) {
        return "choose " + plain(*setting.minimum) + " to " + plain(*setting.maximum) + unit;
    }
    return setting.minimum ? "choose " + plain(*setting.minimum) + unit + " or more"
                           : "choose " + plain(*setting.maximum) + unit + " or less";
}

// Letters as people count them: UTF-8 continuation bytes do not count.
std::size_t letters(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

tl::unexpected<Error> wrongType(std::string_view wanted, const nlohmann::json& value) {
    std::string shown = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (shown.size() > 60) {
        shown = shown.substr(0, 57) + "...";
    }
    return failure(Error::Kind::BadInput, shown + " is not " + std::string(wanted),
                   "give " + std::string(wanted));
}

Result<double> boundedNumber(const nlohmann::json& value, const SettingDescriptor& setting) {
    if (!value.is_number()) {
        return wrongType("a number", value);
    }
    const auto number = value.get<double>();
    if (!std::isfinite(number) || (setting.minimum && number < *setting.minimum) ||
        (setting.maximum && number > *setting.maximum)) {
        return failure(Error::Kind::BadInput, value.dump() + " is out of range", rangeOf(setting));
    }
    return number;
}

Result<std::string> boundedText(const nlohmann::json& value, const SettingDescriptor& setting) {
    if (!value.is_string()) {
        return wrongType("a text", value);
    }
    auto text = value.get<std::string>();
    const bool secret = setting.type == SettingType::Secret;
    const std::string shown = secret ? "the text" : "\"" + text.substr(0, 60) + "\"";
    if (setting.maximumLength && letters(text) > *setting.maximumLength) {
        return failure(Error::Kind::BadInput, shown + " has " + std::to_string(letters(text)) + " characters",
                       "at most " + std::to_string(*setting.maximumLength) + " are taken");
    }
    const auto control = [lines = setting.multiline](char c) {
        const bool lineEnd = lines && (c == '\n' || c == '\r');
        return !lineEnd && ((c >= 0 && c < 0x20) || c == 0x7f);
    };
    if (std::any_of(text.begin(), text.end(), control)) {
        return failure(Error::Kind::BadInput, "it holds a control character",
                       "leave out line breaks and tabs");
    }
    // A forbidden sign may be more than one byte (the yen sign): they are compared whole.
    for (std::size_t i = 0; i < setting.forbidden.size();) {
        std::size_t size = 1;
        while (i + size < setting.forbidden.size() && (setting.forbidden[i + size] & 0xc0) == 0x80) {
            ++size;
        }
        const std::string sign = setting.forbidden.substr(i, size);
        if (text.find(sign) != std::string::npos) {
            return failure(Error::Kind::BadInput,
                           std::string{shown}.append(" holds the character ").append(sign), "leave it out");
        }
        i += size;
    }
    return text;
}

}  // namespace setting

Result<bool> SettingValue<bool>::read(const nlohmann::json& value, const SettingDescriptor& /*setting*/) {
    if (!value.is_boolean()) {
        return setting::wrongType("true or false", value);
    }
    return value.get<bool>();
}

Result<int> SettingValue<int>::read(const nlohmann::json& value, const SettingDescriptor& setting) {
    const auto number = setting::boundedNumber(value, setting);
    if (!number) {
        return tl::unexpected(number.error());
    }
    if (*number != std::floor(*number) || std::abs(*number) > std::numeric_limits<int>::max()) {
        return setting::wrongType("a whole number", value);
    }
    return static_cast<int>(*number);
}

}  // namespace ocellus
