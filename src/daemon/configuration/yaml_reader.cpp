// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/yaml_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace ocellus {
namespace {

using nlohmann::json;

std::optional<bool> booleanIn(const std::string& text) {
    const std::string word = toLower(text);
    if (word == "true" || word == "yes" || word == "on") {
        return true;
    }
    if (word == "false" || word == "no" || word == "off") {
        return false;
    }
    return std::nullopt;
}

template <class Number>
std::optional<Number> numberIn(const std::string& text) {
    Number number{};
    const char* first = text.data() + (text.size() > 1 && text[0] == '+' ? 1 : 0);
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(first, last, number);
    return error == std::errc{} && end == last ? std::optional(number) : std::nullopt;
}

// By the looks of it: JSON's own words and numbers, else a text.
json plainValue(const std::string& text) {
    if (text == "true" || text == "false") {
        return text == "true";
    }
    if (const auto integer = numberIn<std::int64_t>(text)) {
        return *integer;
    }
    const bool digits = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (const auto number = numberIn<double>(text); number && digits) {
        return *number;
    }
    return text;
}

class Converter {
public:
    explicit Converter(std::map<std::string, int>& lines) : lines_(lines) {}

    json object(const YamlNode& node, const std::vector<SettingDescriptor>& members,
                const std::string& path) {
        json result = json::object();
        for (const YamlNode::Entry& entry : node.entries) {
            const auto known = std::find_if(members.begin(), members.end(), [&entry](const auto& member) {
                return member.name == entry.key;
            });
            const std::string where = path.empty() ? entry.key : path + "/" + entry.key;
            lines_[where] = entry.line;
            result[entry.key] = value(entry.value, known == members.end() ? nullptr : &*known, where);
        }
        return result;
    }

    json value(const YamlNode& node, const SettingDescriptor* setting, const std::string& path) {
        static const std::vector<SettingDescriptor> kNone;
        switch (node.kind) {
            case YamlNode::Kind::Map:
                return object(node, setting != nullptr ? setting->members : kNone, path);
            case YamlNode::Kind::Sequence:
                return list(node, setting, path);
            case YamlNode::Kind::Null:
                // "occupancy:" with nothing after it asks for the defaults.
                return setting != nullptr && setting->type == SettingType::Object ? json::object()
                                                                                  : json(nullptr);
            default:
                return scalar(node, setting);
        }
    }

private:
    json list(const YamlNode& node, const SettingDescriptor* setting, const std::string& path) {
        json result = json::array();
        for (std::size_t i = 0; i < node.entries.size(); ++i) {
            const YamlNode::Entry& entry = node.entries[i];
            const std::string where = path + "/" + std::to_string(i);
            lines_[where] = entry.line;
            const bool ofObjects = setting != nullptr && !setting->members.empty();
            if (ofObjects && entry.value.kind == YamlNode::Kind::Map) {
                result.push_back(object(entry.value, setting->members, where));
            } else if (ofObjects && entry.value.kind == YamlNode::Kind::Null) {
                result.push_back(json::object());
            } else {
                result.push_back(value(entry.value, nullptr, where));
            }
        }
        return result;
    }

    static json scalar(const YamlNode& node, const SettingDescriptor* setting) {
        if (node.quoted) {
            return node.text;
        }
        if (setting == nullptr) {
            return plainValue(node.text);
        }
        switch (setting->type) {
            case SettingType::Text:
            case SettingType::Secret:
            case SettingType::Choice:
                return node.text;
            case SettingType::Boolean: {
                const auto boolean = booleanIn(node.text);
                return boolean ? json(*boolean) : plainValue(node.text);
            }
            default:
                return plainValue(node.text);
        }
    }

    std::map<std::string, int>& lines_;
};

}  // namespace

int LinedJson::lineOf(std::string path) const {
    while (!path.empty()) {
        if (const auto found = lines.find(path); found != lines.end()) {
            return found->second;
        }
        const std::size_t slash = path.rfind('/');
        path.resize(slash == std::string::npos ? 0 : slash);
    }
    return 1;
}

LinedJson toJson(const YamlNode& node, const std::vector<SettingDescriptor>& members) {
    LinedJson result;
    SettingDescriptor root;
    root.type = SettingType::Object;
    root.members = members;
    result.json = Converter(result.lines).value(node, &root, "");
    return result;
}

}  // namespace ocellus
