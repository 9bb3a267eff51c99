// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/setting_descriptor.h"
#include "daemon/configuration/yaml_node.h"

namespace ocellus {

// The values of a YAML file with the lines where they stand beside them, by path ("cameras/0/id").
struct LinedJson {
    nlohmann::json json;
    std::map<std::string, int> lines;

    // Of the value, or of the nearest thing round it that stands in the file.
    [[nodiscard]] int lineOf(std::string path) const;
};

// Gives each plain value the type that its setting wants, so that `password: 0042` is a text and `retain: on`
// is true; what no descriptor names goes by its looks.
[[nodiscard]] LinedJson toJson(const YamlNode& node, const std::vector<SettingDescriptor>& members);

}  // namespace ocellus
