// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "server/api/access.h"
#include "server/api/call.h"
#include "server/http/answer.h"
#include "server/http/method.h"

namespace ocellus {

// What a route is for, in words and in the names of schemas (api/schemas.h); empty: no body.
struct RouteWords {
    std::string summary;
    std::string request{};
    std::string response{};
    std::vector<std::string> query{};  // names of the parameters behind the question mark
};

// How long a call may take a worker. Slow ones ask a camera and have workers of their own.
enum class Pace { Quick, Slow };

// One call of our interface, declared once: what it matches, who may call it, what OpenAPI says of it, and
// what it does. Every part has to be given; there is no route without an access. Immutable; thread-safe.
struct ApiRoute {
    using Handler = std::function<Answer(const Call&)>;

    ApiRoute(Method routeMethod, std::string routePattern, Access routeAccess, RouteWords routeWords,
             Handler answer, Pace routePace = Pace::Quick)
        : method(routeMethod),
          pattern(std::move(routePattern)),
          access(routeAccess),
          words(std::move(routeWords)),
          handler(std::move(answer)),
          pace(routePace) {}

    Method method;
    std::string pattern;  // "/api/v1/cameras/{id}"
    Access access;
    RouteWords words;
    Handler handler;
    Pace pace;

    // Its answer is a WebSocket.
    [[nodiscard]] bool isSocket() const { return words.response == kSocket; }

    static constexpr const char* kSocket = "WebSocket";
};

}  // namespace ocellus
