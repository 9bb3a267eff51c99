// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "server/auth/identity.h"
#include "server/http/request.h"

namespace ocellus {

// One call of a route, as its handler gets it: allowed already as far as the route's access goes. What is
// about a camera must go through HostView, which knows the cameras of the user.
struct Call {
    const Request& request;
    std::map<std::string, std::string> parameters;  // of the path: {id}
    std::optional<Identity> identity;               // there wherever the route asks for a user

    // A parameter that the pattern names; the router has filled it.
    [[nodiscard]] const std::string& parameter(const std::string& name) const { return parameters.at(name); }

    [[nodiscard]] const Identity& user() const { return *identity; }

    // The body as JSON; {} where there is none.
    [[nodiscard]] Result<nlohmann::json> json() const;
    // A number in the query within bounds.
    [[nodiscard]] Result<std::optional<double>> number(const std::string& name, double least,
                                                       double most) const;
};

}  // namespace ocellus
