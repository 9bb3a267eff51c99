// SPDX-License-Identifier: Apache-2.0
#include "server/api/router.h"

#include <algorithm>

#include "base/log.h"
#include "server/api/session_cookie.h"

namespace ocellus {
namespace {

Response refused(int status, std::string_view kind, const char* message, const char* remedy) {
    return refusal(status, kind, {Error::Kind::BadInput, message, remedy});
}

Response notFound() {
    return refused(404, "not_found", "there is no such call", "see /api/v1/openapi.json for those there are");
}

Response wrongMethod(const std::vector<Method>& allowed) {
    std::string list;
    for (const Method method : allowed) {
        list += list.empty() ? "" : ", ";
        list += toText(method);
    }
    Response response =
        refused(405, "bad_input", "this call is not made with that method", "see the header Allow");
    return response.with("Allow", list);
}

bool isJson(const Request& request) {
    const std::string_view type = request.header("Content-Type");
    return type.starts_with("application/json");
}

// What can be told from the request alone, before anybody asks the disk.
std::optional<Response> refuseUnseen(const Request& request, const ApiRoute& route) {
    if (route.access.kind() == Access::Kind::Device) {
        return std::nullopt;  // its handler knows what devices send
    }
    if (route.isSocket()) {
        if (!request.wantsWebSocket) {
            Response response = refused(426, "bad_input", "this call is a WebSocket", "ask for an upgrade");
            return response.with("Upgrade", "websocket");
        }
        if (!request.provesOwnSite()) {
            return refused(403, "forbidden", "the WebSocket was asked for by another site",
                           "open it from our own pages");
        }
    }
    if (!isSafe(request.method)) {
        if (!request.comesFromOwnSite()) {
            return refused(403, "forbidden", "another site made this call", "make it from our own pages");
        }
        if (!request.body.empty() && !isJson(request)) {
            return refused(415, "bad_input", "the body is not JSON", "send Content-Type: application/json");
        }
    }
    return std::nullopt;
}

Response busy() {
    Response response = refusal(
        503, "unavailable", {Error::Kind::Unavailable, "too much is asked at once", "try again in a moment"});
    return response.with("Retry-After", "2");
}

Response internalFault(const std::exception& fault, const ApiRoute& route) {
    log::error("a call failed path={} reason=\"{}\"", route.pattern, fault.what());
    return errorResponse(
        {Error::Kind::Internal, "something of ours went wrong", "the log says more; try again"});
}

}  // namespace

Router::Router(const ApiContext& context, std::vector<ApiRoute> routes, StaticFiles files)
    : context_(context), table_(std::move(routes)), files_(std::move(files)) {}

void Router::answer(Request request, std::function<void(Answer)> done) {
    const auto match = table_.find(request.method, request.target);
    if (!match) {
        const bool ours = !request.target.segments.empty() && request.target.segments.front() == "api";
        done(ours || !isSafe(request.method) ? notFound() : files_.answer(request));
        return;
    }
    if (match->route == nullptr) {
        done(wrongMethod(match->allowed));
        return;
    }
    if (auto response = refuseUnseen(request, *match->route)) {
        done(std::move(*response));
        return;
    }
    WorkerPool& pool = match->route->pace == Pace::Slow ? slow_ : quick_;
    auto kept = std::make_shared<Request>(std::move(request));
    if (!pool.run([this, kept, match = *match, done](bool wanted) {
            done(wanted ? serve(*kept, match) : busy());
        })) {
        done(busy());
    }
}

bool Router::runOnWorker(std::function<void()> task) {
    return quick_.run([task = std::move(task)](bool wanted) {
        if (wanted) {
            task();
        }
    });
}

void Router::stop() {
    slow_.stop();
    quick_.stop();
}

Answer Router::serve(const Request& request, const RouteMatch& match) const {
    const ApiRoute& route = *match.route;
    try {
        Call call{request, match.parameters, std::nullopt};
        if (const auto cookie = request.cookie(kSessionCookie)) {
            auto identity = context_.authenticator.identify(Secret{*cookie});
            if (!identity) {
                return errorResponse(identity.error());
            }
            call.identity = std::move(*identity);
        }
        if (auto response = refuse(request, route, call.identity)) {
            return std::move(*response);
        }
        return route.handler(call);
    } catch (const std::exception& fault) {
        return internalFault(fault, route);
    }
}

std::optional<Response> Router::refuse(const Request& request, const ApiRoute& route,
                                       const std::optional<Identity>& identity) const {
    switch (route.access.kind()) {
        case Access::Kind::Anyone:
        case Access::Kind::Device:
            return std::nullopt;
        case Access::Kind::Metrics:
            if (request.peerIsLoopback && !request.cameThroughProxy()) {
                return std::nullopt;
            }
            break;
        case Access::Kind::User:
            break;
    }
    if (!identity) {
        return refused(401, "unauthorised", "nobody is logged in", "log in first");
    }
    if (!identity->has(route.access.role())) {
        return refused(403, "forbidden", "your role may not do this", "ask an admin");
    }
    if (!isSafe(route.method) &&
        !identity->changeToken.matches(Secret{std::string(request.header(kChangeHeader))})) {
        return refused(403, "forbidden", "the change does not carry the session's token",
                       "send the token of GET /api/v1/session in X-Ocellus-Token");
    }
    return std::nullopt;
}

}  // namespace ocellus
