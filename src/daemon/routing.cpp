// SPDX-License-Identifier: Apache-2.0
#include "daemon/routing.h"

namespace ocellus {
namespace {

bool takes(const RoutingRule& rule, const AppEvent& event) {
    const bool isCount = event.type == "count";
    if (isCount && !event.pace.reaches(rule.interval)) {
        return false;
    }
    switch (rule.takes) {
        case RoutingRule::Takes::Everything:
            return true;
        case RoutingRule::Takes::Counts:
            return isCount;
        case RoutingRule::Takes::Alarms:
            return !isCount && (event.notify || !rule.paced);
    }
    return false;
}

}  // namespace

std::vector<Route> routesFor(const std::vector<RoutingRule>& rules, const AppEvent& event) {
    std::vector<Route> routes;
    for (const RoutingRule& rule : rules) {
        if (takes(rule, event)) {
            routes.push_back({rule.destination, rule.form});
        }
    }
    return routes;
}

}  // namespace ocellus
