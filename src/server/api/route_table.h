// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/api/api_route.h"

namespace ocellus {

struct RouteMatch {
    const ApiRoute* route = nullptr;  // null where the path is known but not for this method
    std::map<std::string, std::string> parameters;
    std::vector<Method> allowed;  // where route is null
};

// All routes there are; what is not in it does not exist. Where a literal and a parameter both fit, the
// literal wins. Immutable; thread-safe.
class RouteTable {
public:
    explicit RouteTable(std::vector<ApiRoute> routes);

    [[nodiscard]] std::optional<RouteMatch> find(Method method, const Target& target) const;

    [[nodiscard]] const std::vector<ApiRoute>& routes() const { return routes_; }

private:
    std::vector<ApiRoute> routes_;                    // with more literals first
    std::vector<std::vector<std::string>> patterns_;  // their segments
};

}  // namespace ocellus
