// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "server/api/host_view.h"
#include "server/api/routes.h"

namespace ocellus {
namespace {

// A body of settings: an object, whatever the host then makes of its keys.
template <class Use>
Answer withSettings(const Call& call, Use use, int status = 200) {
    const auto json = call.json();
    if (!json) {
        return errorResponse(json.error());
    }
    if (!json->is_object()) {
        return errorResponse(
            {Error::Kind::BadInput, "the body is not an object of settings", "send {\"key\": value}"});
    }
    return answerOf(use(*json), status);
}

Answer snapshot(const HostView& view, const std::string& camera) {
    const auto picture = view.snapshot(camera);
    if (!picture) {
        return errorResponse(picture.error());
    }
    return pictureResponse(picture->picture()->bytes)
        .with("X-Captured", toIso8601(picture->picture()->stamp));
}

}  // namespace

std::vector<ApiRoute> cameraRoutes(const ApiContext& context) {
    const std::string root = kApiRoot;
    const auto view = [context](const Call& call) { return HostView(context.host, call.user().cameras); };
    return {
        {Method::Get,
         root + "/cameras",
         Access::viewer(),
         {.summary = "The cameras that the user may see", .response = "Cameras"},
         [view](const Call& call) { return answerOf(view(call).cameras()); }},
        {Method::Post,
         root + "/cameras",
         Access::admin(),
         {.summary = "Adds a camera", .request = "CameraSettings", .response = "Camera"},
         [context](const Call& call) {
             return withSettings(
                 call, [&](const auto& json) { return context.host.addCamera(json); }, 201);
         }},
        {Method::Post,
         root + "/cameras/test",
         Access::admin(),
         {.summary = "Tries settings without storing them",
          .request = "CameraSettings",
          .response = "ResultPanel"},
         [context](const Call& call) {
             return withSettings(call, [&](const auto& json) { return context.host.testCamera(json); });
         },
         Pace::Slow},
        {Method::Get,
         root + "/cameras/{id}",
         Access::viewer(),
         {.summary = "One camera", .response = "Camera"},
         [view](const Call& call) { return answerOf(view(call).camera(call.parameter("id"))); }},
        {Method::Put,
         root + "/cameras/{id}",
         Access::admin(),
         {.summary = "Changes a camera", .request = "CameraSettings", .response = "Camera"},
         [view](const Call& call) {
             return withSettings(
                 call, [&](const auto& json) { return view(call).changeCamera(call.parameter("id"), json); });
         }},
        {Method::Delete,
         root + "/cameras/{id}",
         Access::admin(),
         {.summary = "Removes a camera"},
         [view](const Call& call) { return answerOf(view(call).removeCamera(call.parameter("id"))); }},
        {Method::Get,
         root + "/cameras/{id}/result",
         Access::viewer(),
         {.summary = "What the camera gives now, and a verdict", .response = "ResultPanel"},
         [view](const Call& call) { return answerOf(view(call).result(call.parameter("id"))); }},
        {Method::Get,
         root + "/cameras/{id}/snapshot",
         Access::viewer(),
         {.summary = "The newest picture", .response = "image/jpeg"},
         [view](const Call& call) { return snapshot(view(call), call.parameter("id")); },
         Pace::Slow},
    };
}

std::vector<ApiRoute> appRoutes(const ApiContext& context) {
    const std::string pattern = std::string(kApiRoot) + "/cameras/{id}/apps/{app}";
    const auto view = [context](const Call& call) { return HostView(context.host, call.user().cameras); };
    return {
        {Method::Get,
         pattern,
         Access::viewer(),
         {.summary = "The settings of an app on a camera; secrets are ***", .response = "AppSettings"},
         [view](const Call& call) {
             return answerOf(view(call).appSettings(call.parameter("id"), call.parameter("app")));
         }},
        {Method::Put,
         pattern,
         Access::operators(),
         {.summary = "Puts an app on a camera, or changes its settings",
          .request = "AppSettings",
          .response = "AppSettings"},
         [view](const Call& call) {
             return withSettings(call, [&](const auto& json) {
                 return view(call).changeAppSettings(call.parameter("id"), call.parameter("app"), json);
             });
         }},
        {Method::Delete,
         pattern,
         Access::operators(),
         {.summary = "Takes an app off a camera"},
         [view](const Call& call) {
             return answerOf(view(call).removeApp(call.parameter("id"), call.parameter("app")));
         }},
        {Method::Post,
         pattern + "/test",
         Access::admin(),
         {.summary = "Sends a test to a receiver, with settings that need not be stored",
          .request = "ReceiverTest",
          .response = "ReceiverAnswer"},
         [view](const Call& call) {
             return withSettings(call, [&](const auto& json) {
                 return view(call).testReceiver(call.parameter("id"), call.parameter("app"), json);
             });
         },
         Pace::Slow},
    };
}

}  // namespace ocellus
