// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace ocellus {

enum class SettingType { Boolean, Integer, Number, Text, Secret, Choice, Object, List };

// Everything there is to know of one setting. Forms, JSON Schema, OpenAPI, the reference page and validation
// are all made from it, so they cannot drift apart. A List's `members` describe its items where these are
// objects, an Object's its keys.
struct SettingDescriptor {
    std::string name;
    SettingType type = SettingType::Text;
    nlohmann::json defaultValue;
    std::string help;
    std::string unit;               // "s", "px", "%"; empty: none
    std::optional<double> minimum;  // of a number
    std::optional<double> maximum;
    std::optional<std::size_t> maximumLength;  // characters of a text, items of a list
    std::string forbidden;                     // characters that a text may not hold
    std::vector<std::string> choices;
    std::vector<std::string> requirements;  // ids of the requirements it answers, OCC-51
    bool required = false;
    bool multiline = false;  // a text may hold line ends
    std::vector<SettingDescriptor> members;
};

// What is wrong with one value: `path` is where ("apps/occupancy/zones/0/threshold").
struct SettingError {
    std::string path;
    std::string message;  // names the value and what was wanted
    std::string remedy;
    [[nodiscard]] std::string text() const;
};

using SettingErrors = std::vector<SettingError>;

// All that is wrong with some settings as one error: its message is the first line, its fields are every one.
[[nodiscard]] Error toError(const SettingErrors& errors);

// The descriptors as JSON Schema (draft 2020-12) of an object that refuses unknown keys, with default, unit
// ("x-unit"), requirement ids ("x-requirements") and place among its neighbours as declared ("x-order").
[[nodiscard]] nlohmann::json toJsonSchema(const std::vector<SettingDescriptor>& members);

// One line each about keys of `object` that no descriptor names, with the nearest known word.
void refuseUnknownKeys(const nlohmann::json& object, const std::vector<SettingDescriptor>& members,
                       const std::string& path, SettingErrors& errors);

}  // namespace ocellus
