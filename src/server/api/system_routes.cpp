// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "server/api/routes.h"

namespace ocellus {

std::vector<ApiRoute> systemRoutes(const ApiContext& context) {
    const std::string root = kApiRoot;
    return {
        {Method::Get,
         root + "/schema/{name}",
         Access::viewer(),
         {.summary = "JSON Schema of what may be set", .response = "Schema"},
         [context](const Call& call) { return answerOf(context.host.schema(call.parameter("name"))); }},
        {Method::Get,
         root + "/system",
         Access::viewer(),
         {.summary = "The machine, its storage, outputs and findings", .response = "System"},
         [context](const Call&) { return answerOf(context.host.system()); }},
        {Method::Get,
         "/metrics",
         Access::metrics(),
         {.summary = "Figures for Prometheus", .response = "text/plain"},
         [context](const Call&) -> Answer {
             return textResponse(context.host.metrics(), "text/plain; version=0.0.4; charset=utf-8");
         }},
        {Method::Get,
         "/healthz",
         Access::anyone(),
         {.summary = "Says ok while the server answers", .response = "text/plain"},
         [](const Call&) -> Answer { return textResponse("ok\n", "text/plain; charset=utf-8"); }},
    };
}

}  // namespace ocellus
