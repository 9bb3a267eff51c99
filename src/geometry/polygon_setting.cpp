// SPDX-License-Identifier: Apache-2.0
#include "geometry/polygon_setting.h"

namespace ocellus {

Result<Polygon> SettingValue<Polygon>::read(const nlohmann::json& value,
                                            const SettingDescriptor& /*setting*/) {
    if (!value.is_array()) {
        return setting::wrongType("a list of points [[x, y], ...]", value);
    }
    std::array<Point, Polygon::kMaximumPoints> points{};
    std::size_t count = 0;
    for (const nlohmann::json& item : value) {
        if (!item.is_array() || item.size() != 2 || !item[0].is_number() || !item[1].is_number()) {
            return setting::wrongType("a point [x, y]", item);
        }
        if (count == points.size()) {
            return failure(Error::Kind::BadInput,
                           "the polygon has " + std::to_string(value.size()) + " points",
                           "give 3 to 16 points");
        }
        points[count++] = {item[0].get<double>(), item[1].get<double>()};
    }
    return Polygon::make({points.data(), count});
}

nlohmann::json SettingValue<Polygon>::write(const Polygon& value) {
    nlohmann::json list = nlohmann::json::array();
    for (const Point& point : value.points()) {
        list.push_back({point.x, point.y});
    }
    return list;
}

}  // namespace ocellus
