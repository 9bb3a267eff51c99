// SPDX-License-Identifier: Apache-2.0
#include "base/setting_descriptor.h"

#include <algorithm>

#include "base/text.h"

namespace ocellus {
namespace {

using nlohmann::json;

json propertySchema(const SettingDescriptor& setting) {
    json schema = json::object();
    switch (setting.type) {
        case SettingType::Boolean:
            schema["type"] = "boolean";
            break;
        case SettingType::Integer:
            schema["type"] = "integer";
            break;
        case SettingType::Number:
            schema["type"] = "number";
            break;
        case SettingType::Text:
            schema["type"] = "string";
            break;
        case SettingType::Secret:
            schema["type"] = "string";
            schema["writeOnly"] = true;
            break;
        case SettingType::Choice: {
            // Choices that are numbers (5, 10, 15) stay numbers on the wire.
            const bool number = setting.defaultValue.is_number();
            schema["type"] = number ? "integer" : "string";
            schema["enum"] = json::array();
            for (const std::string& choice : setting.choices) {
                schema["enum"].push_back(number ? json(std::stoi(choice)) : json(choice));
            }
            break;
        }
        case SettingType::Object:
            schema = toJsonSchema(setting.members);
            if (setting.defaultValue.is_null()) {
                schema["type"] = {"object", "null"};  // it may be absent, and is unless given
                schema["default"] = nullptr;
            }
            break;
        case SettingType::List:
            schema["type"] = "array";
            if (!setting.members.empty()) {
                schema["items"] = toJsonSchema(setting.members);
            }
            break;
    }
    const bool isList = setting.type == SettingType::List;
    const bool number = setting.type == SettingType::Integer || setting.type == SettingType::Number;
    if (number && !setting.required && setting.defaultValue.is_null()) {
        schema["type"] = {schema["type"], "null"};  // it may be absent, and is unless given
    }
    if (setting.maximumLength) {
        schema[isList ? "maxItems" : "maxLength"] = *setting.maximumLength;
    }
    if (setting.minimum) {
        schema["minimum"] = *setting.minimum;
    }
    if (setting.maximum) {
        schema["maximum"] = *setting.maximum;
    }
    if (!setting.forbidden.empty()) {
        schema["x-forbidden"] = setting.forbidden;
    }
    if (setting.multiline) {
        schema["x-multiline"] = true;
    }
    if (!setting.unit.empty()) {
        schema["x-unit"] = setting.unit;
    }
    if (!setting.requirements.empty()) {
        schema["x-requirements"] = setting.requirements;
    }
    if (!setting.help.empty()) {
        schema["description"] = setting.help;
    }
    if (!setting.required && setting.type != SettingType::Secret && setting.type != SettingType::Object) {
        schema["default"] = setting.defaultValue;
    }
    return schema;
}

}  // namespace

std::string SettingError::text() const {
    const std::string where = path.empty() ? message : path + ": " + message;
    return remedy.empty() ? where : where + " (" + remedy + ")";
}

json toJsonSchema(const std::vector<SettingDescriptor>& members) {
    json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", json::object()}};
    for (const SettingDescriptor& member : members) {
        json property = propertySchema(member);
        property["x-order"] = schema["properties"].size();  // JSON objects keep no order
        schema["properties"][member.name] = std::move(property);
        if (member.required) {
            schema["required"].push_back(member.name);
        }
    }
    return schema;
}

void refuseUnknownKeys(const json& object, const std::vector<SettingDescriptor>& members,
                       const std::string& path, SettingErrors& errors) {
    std::vector<std::string> known;
    std::transform(members.begin(), members.end(), std::back_inserter(known),
                   [](const SettingDescriptor& member) { return member.name; });
    for (const auto& [key, value] : object.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) {
            continue;
        }
        const std::string near = nearestWord(key, known);
        std::string remedy = near.empty() ? "known keys:" : "did you mean \"" + near + "\"?";
        if (near.empty()) {
            for (const std::string& name : known) {
                remedy += " " + name;
            }
        }
        std::string at = path;
        at.append(path.empty() ? "" : "/").append(key);
        errors.push_back(
            {std::move(at), std::string{"unknown key \""}.append(key).append("\""), std::move(remedy)});
    }
}

Error toError(const SettingErrors& errors) {
    Error error{Error::Kind::BadInput, "the settings are not right", ""};
    if (!errors.empty()) {
        const SettingError& first = errors.front();
        error.message = first.path.empty() ? first.message : first.path + " " + first.message;
        error.remedy = first.remedy;
    }
    for (const SettingError& each : errors) {
        error.fields.push_back({each.path, each.message, each.remedy});
    }
    return error;
}

}  // namespace ocellus
