// SPDX-License-Identifier: Apache-2.0
#include "server/api/routes.h"

#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/api/device_routes.h"
#include "server/api/openapi.h"

namespace ocellus {

std::vector<ApiRoute> apiRoutes(const ApiContext& context) {
    std::vector<ApiRoute> routes;
    for (auto* const subject :
         {&sessionRoutes, &userRoutes, &cameraRoutes, &findRoutes, &appRoutes, &eventRoutes, &historyRoutes,
          &liveRoutes, &brokerRoutes, &clipRoutes, &systemRoutes, &cameraCgiRoutes, &deviceRoutes}) {
        auto more = subject(context);
        std::move(more.begin(), more.end(), std::back_inserter(routes));
    }
    // Made of all routes, itself among them, so it is made last and filled in afterwards.
    auto description = std::make_shared<nlohmann::json>();
    routes.emplace_back(Method::Get, std::string(kApiRoot) + "/openapi.json", Access::anyone(),
                        RouteWords{.summary = "This description", .response = "OpenApi"},
                        [description](const Call&) -> Answer { return jsonResponse(*description); });
    *description = openApi(routes, context.host);
    return routes;
}

Answer answerOf(const Result<nlohmann::json>& result, int status) {
    return result ? jsonResponse(*result, status) : errorResponse(result.error());
}

Answer answerOf(const Result<void>& result) {
    return result ? emptyResponse() : errorResponse(result.error());
}

Response pictureResponse(SharedBytes jpeg) {
    Response response;
    response.bytes = std::move(jpeg);
    response.with("Content-Type", "image/jpeg");
    return response;
}

}  // namespace ocellus
