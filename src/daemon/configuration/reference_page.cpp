// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/reference_page.h"

#include "daemon/configuration/configuration.h"

namespace ocellus {
namespace {

constexpr const char* kIntroduction = R"(<!-- Made from the settings' descriptors: change those, then run
     OCELLUS_UPDATE_REFERENCE=1 build/tests/test_unit_daemon_configuration -->
# The configuration file

`ocellus run --config ocellus.yaml` reads this file at its start. It holds the server's own settings, and may declare cameras
with their apps; those are then read-only in the UI. Everything is optional but what the tables call required.

- Durations are seconds unless a unit says otherwise. Points are `[x, y]`, fractions of the picture from its top left corner.
- Relative paths begin at the folder of the file.
- An unknown key is an error that names the key, its line and the nearest known one; all mistakes are told at once.
- A text needs no quotes unless it begins with a sign that YAML takes for its own, such as `*`, `#` or `{`.
- Passwords may stand in a file (`password_file`) or in the environment (`password_env`) instead.
- The file may be 1 MiB large, 32 levels deep and hold 100,000 values.

`ocellus analyze` takes a file that holds the `apps:` part of one camera alone.
)";

// A cell of a table may hold no bar and no line's end.
std::string cell(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        safe += c == '|' ? std::string("\\|") : c == '\n' ? std::string(" ") : std::string(1, c);
    }
    return safe;
}

std::string number(double value) {
    const bool whole = value == static_cast<double>(static_cast<long long>(value));
    return whole ? std::to_string(static_cast<long long>(value)) : nlohmann::json(value).dump();
}

std::string typeOf(const SettingDescriptor& setting) {
    switch (setting.type) {
        case SettingType::Boolean:
            return "true or false";
        case SettingType::Integer:
            return "whole number";
        case SettingType::Number:
            return "number";
        case SettingType::Secret:
            return "secret text";
        case SettingType::Choice:
            return "choice";
        case SettingType::Object:
            return "section";
        case SettingType::List:
            return "list";
        default:
            return "text";
    }
}

std::string rangeOf(const SettingDescriptor& setting) {
    std::string range;
    const auto add = [&range](const std::string& part) { range += (range.empty() ? "" : "; ") + part; };
    if (setting.minimum && setting.maximum) {
        add(number(*setting.minimum) + " to " + number(*setting.maximum));
    }
    if (!setting.choices.empty()) {
        std::string choices;
        for (const std::string& choice : setting.choices) {
            choices += (choices.empty() ? "`" : ", `") + choice + "`";
        }
        add(choices);
    }
    if (!setting.unit.empty()) {
        range += (range.empty() ? "" : " ") + setting.unit;
    }
    if (setting.maximumLength) {
        add("at most " + std::to_string(*setting.maximumLength) +
            (setting.type == SettingType::List ? " items" : " characters"));
    }
    if (!setting.forbidden.empty()) {
        add("none of `" + setting.forbidden + "`");
    }
    return range;
}

std::string defaultOf(const SettingDescriptor& setting) {
    if (setting.required) {
        return "required";
    }
    const nlohmann::json& value = setting.defaultValue;
    const bool plain = value.is_boolean() || value.is_number() ||
                       (value.is_string() && !value.get_ref<const std::string&>().empty());
    const bool scalar = setting.type != SettingType::Object && setting.type != SettingType::Secret;
    if (!plain || !scalar) {
        return "";
    }
    const std::string text = value.is_string()    ? value.get<std::string>()
                             : value.is_boolean() ? value.dump()
                                                  : number(value.get<double>());
    return "`" + text + "`";
}

std::string meaningOf(const SettingDescriptor& setting) {
    std::string meaning = setting.help;
    std::string ids;
    for (const std::string& id : setting.requirements) {
        ids += (ids.empty() ? "" : ", ") + id;
    }
    return ids.empty() ? meaning : meaning + (meaning.empty() ? "(" : " (") + ids + ")";
}

void section(const std::vector<SettingDescriptor>& members, const std::string& path, const std::string& help,
             std::string& page) {
    page += "\n## `" + path + "`\n" + (help.empty() ? "" : help + ".\n") +
            "\n| key | type | default | values | meaning |\n|---|---|---|---|---|\n";
    for (const SettingDescriptor& member : members) {
        page += "| `" + member.name + "` | " + typeOf(member) + " | " + cell(defaultOf(member)) + " | " +
                cell(rangeOf(member)) + " | " + cell(meaningOf(member)) + " |\n";
    }
    for (const SettingDescriptor& member : members) {
        if (!member.members.empty()) {
            const bool list = member.type == SettingType::List;
            section(member.members, path + "." + member.name + (list ? "[]" : ""), member.help, page);
        }
    }
}

}  // namespace

std::string configurationReference() {
    std::string page = kIntroduction;
    for (const SettingDescriptor& part : configurationSchema().descriptors()) {
        const bool list = part.type == SettingType::List;
        if (part.members.empty()) {
            section({part}, part.name, "", page);  // a key of its own
        } else {
            section(part.members, part.name + (list ? "[]" : ""), part.help, page);
        }
    }
    return page;
}

}  // namespace ocellus
