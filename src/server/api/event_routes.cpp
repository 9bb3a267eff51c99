// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "server/api/host_view.h"
#include "server/api/routes.h"

namespace ocellus {
namespace {

constexpr double kMostEvents = 500;
constexpr double kUsualEvents = 50;

Answer events(const HostView& view, const Call& call) {
    const auto limit = call.number("limit", 1, kMostEvents);
    if (!limit) {
        return errorResponse(limit.error());
    }
    const Query& query = call.request.target.query;
    EventQuery wanted;
    wanted.camera = query.find("camera");
    wanted.app = query.find("app");
    wanted.type = query.find("type");
    wanted.before = query.find("before");
    wanted.limit = static_cast<std::size_t>(limit->value_or(kUsualEvents));
    return answerOf(view.events(std::move(wanted)));
}

}  // namespace

std::vector<ApiRoute> eventRoutes(const ApiContext& context) {
    const std::string root = kApiRoot;
    const auto view = [context](const Call& call) { return HostView(context.host, call.user().cameras); };
    return {
        {Method::Get,
         root + "/events",
         Access::viewer(),
         {.summary = "Events, newest first",
          .response = "Events",
          .query = {"camera", "app", "type", "before", "limit"}},
         [view](const Call& call) { return events(view(call), call); }},
        {Method::Get,
         root + "/events/{id}/picture",
         Access::viewer(),
         {.summary = "The picture of an event", .response = "image/jpeg"},
         [view](const Call& call) -> Answer {
             auto picture = view(call).eventPicture(call.parameter("id"));
             if (!picture) {
                 return errorResponse(picture.error());
             }
             return pictureResponse(std::move(*picture));
         }},
    };
}

}  // namespace ocellus
