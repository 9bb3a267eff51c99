// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "server/api/routes.h"

namespace ocellus {

std::vector<ApiRoute> findRoutes(const ApiContext& context) {
    const std::string root = kApiRoot;
    return {
        {Method::Get,
         root + "/vendors",
         Access::viewer(),
         {.summary = "Makers, their addresses, and what to set on their cameras", .response = "Vendors"},
         [context](const Call&) -> Answer { return jsonResponse(context.host.vendors()); }},
        {Method::Post,
         root + "/finds",
         Access::admin(),
         {.summary = "Begins to look for a camera's picture under the addresses of its maker",
          .request = "FindSettings",
          .response = "Find"},
         [context](const Call& call) -> Answer {
             const auto json = call.json();
             return json ? answerOf(context.host.startFind(*json)) : errorResponse(json.error());
         }},
        {Method::Get,
         root + "/finds/{id}",
         Access::admin(),
         {.summary = "How far a search is", .response = "Find"},
         [context](const Call& call) { return answerOf(context.host.findProgress(call.parameter("id"))); }},
        {Method::Delete,
         root + "/finds/{id}",
         Access::admin(),
         {.summary = "Ends a search"},
         [context](const Call& call) { return answerOf(context.host.endFind(call.parameter("id"))); }},
    };
}

}  // namespace ocellus
