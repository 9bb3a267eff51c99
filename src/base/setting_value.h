// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "base/setting_descriptor.h"
#include "base/time.h"

namespace ocellus {

// How a C++ type stands in JSON and YAML. A type that may be a setting specialises this, with
//   static constexpr SettingType kType;
//   static Result<T> read(const nlohmann::json&, const SettingDescriptor&);
//   static nlohmann::json write(const T&);
template <class Value>
struct SettingValue;

// The names of an enumeration on the wire: specialise with
//   static constexpr std::array<std::pair<E, std::string_view>, N> kNames;
// and, where the names are whole numbers that stay numbers on the wire (5, 10, 15),
//   static constexpr bool kAreNumbers = true.
template <class Enumeration>
struct EnumerationNames;

namespace setting {

// "must be a number, not "five"", and the like.
[[nodiscard]] tl::unexpected<Error> wrongType(std::string_view wanted, const nlohmann::json& value);
[[nodiscard]] Result<double> boundedNumber(const nlohmann::json& value, const SettingDescriptor& setting);
[[nodiscard]] Result<std::string> boundedText(const nlohmann::json& value, const SettingDescriptor& setting);

}  // namespace setting

template <>
struct SettingValue<bool> {
    static constexpr SettingType kType = SettingType::Boolean;
    static Result<bool> read(const nlohmann::json& value, const SettingDescriptor& setting);

    static nlohmann::json write(bool value) { return value; }
};

template <>
struct SettingValue<int> {
    static constexpr SettingType kType = SettingType::Integer;
    static Result<int> read(const nlohmann::json& value, const SettingDescriptor& setting);

    static nlohmann::json write(int value) { return value; }
};

template <>
struct SettingValue<double> {
    static constexpr SettingType kType = SettingType::Number;

    static Result<double> read(const nlohmann::json& value, const SettingDescriptor& setting) {
        return setting::boundedNumber(value, setting);
    }

    static nlohmann::json write(double value) { return value; }
};

// Seconds on the wire.
template <>
struct SettingValue<Duration> {
    static constexpr SettingType kType = SettingType::Number;

    static Result<Duration> read(const nlohmann::json& value, const SettingDescriptor& setting) {
        return setting::boundedNumber(value, setting).map(fromSeconds);
    }

    static nlohmann::json write(Duration value) {
        // Whole seconds stay whole: 5, not 5.0.
        return value.count() % 1'000'000 == 0 ? nlohmann::json(value.count() / 1'000'000)
                                              : nlohmann::json(toSeconds(value));
    }
};

template <>
struct SettingValue<std::string> {
    static constexpr SettingType kType = SettingType::Text;

    static Result<std::string> read(const nlohmann::json& value, const SettingDescriptor& setting) {
        return setting::boundedText(value, setting);
    }

    static nlohmann::json write(const std::string& value) { return value; }
};

// Written as *** where one is set, and "***" read back means "unchanged": callers merge it (settings.h).
template <>
struct SettingValue<Secret> {
    static constexpr SettingType kType = SettingType::Secret;

    static Result<Secret> read(const nlohmann::json& value, const SettingDescriptor& setting) {
        return setting::boundedText(value, setting).map([](std::string text) {
            return Secret{std::move(text)};
        });
    }

    static nlohmann::json write(const Secret& value) { return value.empty() ? "" : "***"; }
};

template <class Enumeration>
    requires std::is_enum_v<Enumeration>
struct SettingValue<Enumeration> {
    static constexpr SettingType kType = SettingType::Choice;

    static Result<Enumeration> read(const nlohmann::json& value, const SettingDescriptor& setting) {
        // A number that YAML or a form gives for a named choice ("5") is taken by its text.
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        for (const auto& [member, name] : EnumerationNames<Enumeration>::kNames) {
            if (name == text) {
                return member;
            }
        }
        std::string wanted;
        for (const std::string& choice : setting.choices) {
            wanted += (wanted.empty() ? "" : ", ") + choice;
        }
        return failure(Error::Kind::BadInput, "\"" + text + "\" is not one of the choices",
                       "choose one of " + wanted);
    }

    static nlohmann::json write(Enumeration value) {
        const std::string name(nameOf(value));
        if constexpr (requires { EnumerationNames<Enumeration>::kAreNumbers; }) {
            return std::stoi(name);
        } else {
            return name;
        }
    }

    static std::string_view nameOf(Enumeration value) {
        for (const auto& [member, name] : EnumerationNames<Enumeration>::kNames) {
            if (member == value) {
                return name;
            }
        }
        return {};
    }
};

template <class Value>
struct SettingValue<std::optional<Value>> {
    static constexpr SettingType kType = SettingValue<Value>::kType;

    static Result<std::optional<Value>> read(const nlohmann::json& value, const SettingDescriptor& setting) {
        if (value.is_null()) {
            return std::optional<Value>{};
        }
        return SettingValue<Value>::read(value, setting).map([](Value read) {
            return std::optional<Value>{std::move(read)};
        });
    }

    static nlohmann::json write(const std::optional<Value>& value) {
        return value ? SettingValue<Value>::write(*value) : nlohmann::json(nullptr);
    }
};

// A list of plain values. Lists of objects are made by SettingsSchema::list.
template <class Value>
struct SettingValue<std::vector<Value>> {
    static constexpr SettingType kType = SettingType::List;

    static Result<std::vector<Value>> read(const nlohmann::json& value, const SettingDescriptor& setting) {
        if (!value.is_array()) {
            return setting::wrongType("a list", value);
        }
        if (setting.maximumLength && value.size() > *setting.maximumLength) {
            return failure(Error::Kind::BadInput, "has " + std::to_string(value.size()) + " items",
                           "at most " + std::to_string(*setting.maximumLength) + " are taken");
        }
        std::vector<Value> items;
        for (const nlohmann::json& item : value) {
            auto read = SettingValue<Value>::read(item, SettingDescriptor{});
            if (!read) {
                return tl::unexpected(read.error());
            }
            items.push_back(std::move(*read));
        }
        return items;
    }

    static nlohmann::json write(const std::vector<Value>& value) {
        nlohmann::json list = nlohmann::json::array();
        for (const Value& item : value) {
            list.push_back(SettingValue<Value>::write(item));
        }
        return list;
    }
};

}  // namespace ocellus
