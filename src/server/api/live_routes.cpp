// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "server/api/host_view.h"
#include "server/api/routes.h"
#include "server/api/still_allowed.h"
#include "server/live/event_feed.h"
#include "server/live/live_feed.h"
#include "server/live/mjpeg_feed.h"

namespace ocellus {
namespace {

constexpr double kSlowest = RateLimit::kLeast;
constexpr double kFastest = RateLimit::kMost;

Answer live(const ApiContext& context, const Call& call) {
    const auto rate = call.number("rate", kSlowest, kFastest);
    if (!rate) {
        return errorResponse(rate.error());
    }
    LiveWish wish{call.request.target.query.all("camera"), *rate};
    if (wish.cameras.size() > LiveFeed::kMostCameras) {
        return errorResponse(
            {Error::Kind::BadInput, "too many cameras for one live view", "ask for at most 64"});
    }
    const HostView view(context.host, call.user().cameras);
    FeedAnswer answer;
    answer.feed = std::make_unique<LiveFeed>(
        context.clock,
        [view](const std::string& camera, LiveViewer& viewer) {
            return view.watch(camera, viewer, Host::Feed::Observed);
        },
        std::move(wish));
    answer.stillAllowed = stillAllowed(context, call.user());
    return answer;
}

Answer mjpeg(const ApiContext& context, const Call& call) {
    const auto rate = call.number("rate", kSlowest, kFastest);
    if (!rate) {
        return errorResponse(rate.error());
    }
    const HostView view(context.host, call.user().cameras);
    const std::string camera = call.parameter("id");
    if (const auto found = view.camera(camera); !found) {
        return errorResponse(found.error());
    }
    FeedAnswer answer;
    answer.form = FeedAnswer::Form::Body;
    answer.head.add("Content-Type", MjpegFeed::kContentType);
    answer.feed = std::make_unique<MjpegFeed>(
        context.clock,
        [view, camera](LiveViewer& viewer) { return view.watch(camera, viewer, Host::Feed::Relayed); },
        *rate);
    answer.stillAllowed = stillAllowed(context, call.user());
    return answer;
}

Answer eventStream(const ApiContext& context, const Call& call) {
    const HostView view(context.host, call.user().cameras);
    FeedAnswer answer;
    answer.feed =
        std::make_unique<EventFeed>([view](EventViewer& viewer) { return view.watchEvents(viewer); },
                                    [view](const std::string& camera) { return view.sees(camera); });
    answer.stillAllowed = stillAllowed(context, call.user());
    return answer;
}

}  // namespace

std::vector<ApiRoute> liveRoutes(const ApiContext& context) {
    const std::string root = kApiRoot;
    return {
        {Method::Get,
         root + "/live",
         Access::viewer(),
         {.summary = "Pictures with what was observed in them",
          .response = ApiRoute::kSocket,
          .query = {"camera", "rate"}},
         [context](const Call& call) { return live(context, call); }},
        {Method::Get,
         root + "/events/stream",
         Access::viewer(),
         {.summary = "Each new event as a text message", .response = ApiRoute::kSocket},
         [context](const Call& call) { return eventStream(context, call); }},
        {Method::Get,
         root + "/cameras/{id}/mjpeg",
         Access::viewer(),
         {.summary = "The camera's pictures, one replacing the other",
          .response = "multipart/x-mixed-replace",
          .query = {"rate"}},
         [context](const Call& call) { return mjpeg(context, call); }},
    };
}

}  // namespace ocellus
