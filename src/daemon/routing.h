// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/app.h"
#include "storage/event_draft.h"

namespace ocellus {

// One line of a routing table: what a destination takes of what an app says, and in which of its forms.
struct RoutingRule {
    enum class Takes { Everything, Counts, Alarms };

    std::string destination;
    std::string form;
    Takes takes = Takes::Everything;
    Duration interval{};  // of counts; zero: every one
    bool paced = false;   // alarms only as often as alarm_deactivation lets them (occupancy rule)
};

// Which destinations hear of an event.
[[nodiscard]] std::vector<Route> routesFor(const std::vector<RoutingRule>& rules, const AppEvent& event);

}  // namespace ocellus
