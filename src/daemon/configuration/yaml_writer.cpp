// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/yaml_writer.h"

#include <yaml-cpp/yaml.h>

namespace ocellus {
namespace {

using nlohmann::json;

bool isLeftOut(const json& value, const SettingDescriptor& setting) {
    if (value.is_null() || setting.type == SettingType::Secret) {
        return true;
    }
    return !setting.required && value == setting.defaultValue;
}

class Writer {
public:
    std::string text(const json& settings, const std::vector<SettingDescriptor>& members) {
        object(settings, members);
        return std::string(out_.c_str()) + "\n";
    }

private:
    void object(const json& value, const std::vector<SettingDescriptor>& members) {
        out_ << YAML::BeginMap;
        for (const SettingDescriptor& member : members) {
            const auto found = value.find(member.name);
            if (found == value.end() || isLeftOut(*found, member)) {
                continue;
            }
            out_ << YAML::Key << member.name << YAML::Value;
            if (member.type == SettingType::Object) {
                object(*found, member.members);
            } else if (member.type == SettingType::List && !member.members.empty()) {
                out_ << YAML::BeginSeq;
                for (const json& item : *found) {
                    object(item, member.members);
                }
                out_ << YAML::EndSeq;
            } else {
                plain(*found);
            }
        }
        out_ << YAML::EndMap;
    }

    void plain(const json& value) {
        if (value.is_array()) {
            out_ << YAML::Flow << YAML::BeginSeq;
            for (const json& item : value) {
                plain(item);
            }
            out_ << YAML::EndSeq;
        } else if (value.is_string()) {
            // Always quoted: "on", "0042" and "null" are texts here.
            out_ << YAML::DoubleQuoted << value.get<std::string>();
        } else if (value.is_boolean()) {
            out_ << value.get<bool>();
        } else {
            // JSON's shortest form that reads back as the same number.
            out_ << value.dump();
        }
    }

    YAML::Emitter out_;
};

}  // namespace

std::string toYaml(const json& settings, const std::vector<SettingDescriptor>& members) {
    return Writer().text(settings, members);
}

}  // namespace ocellus
