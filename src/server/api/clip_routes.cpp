// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "server/api/host_view.h"
#include "server/api/routes.h"

namespace ocellus {
namespace {

Result<nlohmann::json> bodyOf(const Call& call) {
    auto json = call.json();
    if (json && !json->is_object()) {
        return failure(Error::Kind::BadInput, "the body is not an object", "send {\"key\": value}");
    }
    return json;
}

}  // namespace

std::vector<ApiRoute> clipRoutes(const ApiContext& context) {
    const std::string clips = std::string(kApiRoot) + "/clips";
    const std::string trials = std::string(kApiRoot) + "/cameras/{id}/trials";
    const auto view = [context](const Call& call) { return HostView(context.host, call.user().cameras); };
    return {
        {Method::Get,
         clips,
         Access::operators(),
         {.summary = "Clips on which settings can be tried", .response = "Clips"},
         [context](const Call&) { return answerOf(context.host.clips().clips()); }},
        {Method::Post,
         clips,
         Access::operators(),
         {.summary = "Takes one piece of a clip", .request = "ClipPiece", .response = "ClipReceived"},
         [context](const Call& call) {
             return answerOf(bodyOf(call).and_then(
                 [&](const auto& piece) { return context.host.clips().addClipPiece(piece); }));
         }},
        {Method::Delete,
         clips + "/{name}",
         Access::operators(),
         {.summary = "Removes a clip"},
         [context](const Call& call) {
             return answerOf(context.host.clips().removeClip(call.parameter("name")));
         }},
        {Method::Post,
         trials,
         Access::operators(),
         {.summary = "Begins to run a clip under the settings in effect and under others",
          .request = "NewTrial",
          .response = "Trial"},
         [view](const Call& call) {
             return answerOf(bodyOf(call).and_then(
                 [&](const auto& wanted) { return view(call).startTrial(call.parameter("id"), wanted); }));
         }},
        {Method::Get,
         trials + "/{trial}",
         Access::operators(),
         {.summary = "How far a trial is, and which alarms would have come", .response = "Trial"},
         [view](const Call& call) {
             return answerOf(view(call).trial(call.parameter("id"), call.parameter("trial")));
         }},
        {Method::Delete,
         trials + "/{trial}",
         Access::operators(),
         {.summary = "Ends a trial"},
         [view](const Call& call) {
             return answerOf(view(call).endTrial(call.parameter("id"), call.parameter("trial")));
         }},
    };
}

}  // namespace ocellus
