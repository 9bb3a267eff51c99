// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/setting_value.h"
#include "geometry/polygon.h"

namespace ocellus {

// [[x, y], ...] in JSON and YAML, fractions of the picture.
template <>
struct SettingValue<Polygon> {
    static constexpr SettingType kType = SettingType::List;
    static Result<Polygon> read(const nlohmann::json& value, const SettingDescriptor& setting);
    static nlohmann::json write(const Polygon& value);
};

}  // namespace ocellus
