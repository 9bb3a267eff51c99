// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "server/api/routes.h"

namespace ocellus {

std::vector<ApiRoute> brokerRoutes(const ApiContext& context) {
    const std::string path = std::string(kApiRoot) + "/broker";
    return {
        {Method::Get,
         path,
         Access::admin(),
         {.summary = "The MQTT broker of the host and how it fares; secrets are ***", .response = "Broker"},
         [context](const Call&) { return answerOf(context.host.broker()); }},
        {Method::Put,
         path,
         Access::admin(),
         {.summary = "Sets the MQTT broker, from now on", .request = "BrokerSettings", .response = "Broker"},
         [context](const Call& call) {
             const auto json = call.json();
             if (!json) {
                 return Answer{errorResponse(json.error())};
             }
             if (!json->is_object()) {
                 return Answer{errorResponse({Error::Kind::BadInput, "the body is not an object of settings",
                                              "send {\"key\": value}"})};
             }
             return answerOf(context.host.changeBroker(*json));
         },
         Pace::Slow},
    };
}

}  // namespace ocellus
