// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "server/api/bodies.h"
#include "server/api/routes.h"
#include "server/api/session_cookie.h"
#include "server/version.h"

namespace ocellus {
namespace {

nlohmann::json sessionJson(bool setupRequired, const std::optional<Identity>& identity) {
    nlohmann::json json{
        {"setup_required", setupRequired}, {"user", nullptr}, {"token", nullptr}, {"version", kVersion}};
    if (identity) {
        json["user"] = {
            {"name", identity->user}, {"role", roleName(identity->role)}, {"language", identity->language}};
        json["token"] = identity->changeToken.reveal();
    }
    return json;
}

Response refusalOf(const LoginRefusal& refused) {
    if (refused.retryAfter > Duration::zero()) {
        Response response = refusal(429, "slow_down", refused.error);
        const auto seconds = static_cast<long>(std::ceil(toSeconds(refused.retryAfter)));
        return response.with("Retry-After", std::to_string(seconds));
    }
    if (refused.error.kind == Error::Kind::Unauthorised) {
        return refusal(401, "unauthorised", refused.error);
    }
    return errorResponse(refused.error);
}

Answer loggedIn(const Call& call, const LoginResult& result, const char* what, const std::string& name) {
    if (!result) {
        log::warn("{} refused peer={} name=\"{}\"", what, call.request.peer, printable(name));
        return refusalOf(result.error());
    }
    log::info("{} peer={} name=\"{}\"", what, call.request.peer, printable(name));
    Response response = jsonResponse(sessionJson(false, *result));
    return response.with("Set-Cookie", sessionCookie(result->sessionToken, call.request));
}

Answer setUp(const ApiContext& context, const Call& call) {
    const auto json = call.json();
    if (!json) {
        return errorResponse(json.error());
    }
    const auto body = setupBody().read(*json);
    if (!body) {
        return errorResponse(toError(body.error()));
    }
    const auto required = context.authenticator.setupRequired();
    if (!required) {
        return errorResponse(required.error());
    }
    if (!*required) {
        return errorResponse({Error::Kind::Conflict, "the first admin is there already", "log in instead"});
    }
    const auto checked =
        checkUserName(body->name).and_then([&] { return checkPassword(body->password, body->name); });
    if (!checked) {
        return errorResponse(checked.error());
    }
    User admin;
    admin.name = body->name;
    admin.language = languageName(body->language);
    return loggedIn(call, context.authenticator.setUp(body->secret, admin, body->password, call.request.peer),
                    "set-up", body->name);
}

Answer login(const ApiContext& context, const Call& call) {
    const auto json = call.json();
    if (!json) {
        return errorResponse(json.error());
    }
    const auto body = loginBody().read(*json);
    if (!body) {
        return errorResponse(toError(body.error()));
    }
    return loggedIn(call, context.authenticator.login(body->name, body->password, call.request.peer), "login",
                    body->name);
}

Answer changeLanguage(const ApiContext& context, const Call& call) {
    const auto json = call.json();
    if (!json) {
        return errorResponse(json.error());
    }
    const auto body = languageBody().read(*json);
    if (!body) {
        return errorResponse(toError(body.error()));
    }
    return answerOf(context.store.run([&](Tables& tables) -> Result<void> {
        auto user = tables.users.find(call.user().user);
        if (!user) {
            return tl::unexpected(user.error());
        }
        if (!*user) {
            return failure(Error::Kind::NotFound, "the user is gone", "log in again");
        }
        (*user)->language = languageName(body->language);
        return tables.users.change(**user);
    }));
}

}  // namespace

std::vector<ApiRoute> sessionRoutes(const ApiContext& context) {
    const std::string root = kApiRoot;
    return {
        {Method::Get,
         root + "/session",
         Access::anyone(),
         {.summary = "Who is logged in, and whether the first admin must still be made",
          .response = "Session"},
         [context](const Call& call) -> Answer {
             const auto required = context.authenticator.setupRequired();
             if (!required) {
                 return errorResponse(required.error());
             }
             return jsonResponse(sessionJson(*required, call.identity));
         }},
        {Method::Post,
         root + "/setup",
         Access::anyone(),
         {.summary = "Makes the first admin with the one-time secret, and logs in",
          .request = "Setup",
          .response = "Session"},
         [context](const Call& call) { return setUp(context, call); }},
        {Method::Post,
         root + "/session",
         Access::anyone(),
         {.summary = "Logs in", .request = "Login", .response = "Session"},
         [context](const Call& call) { return login(context, call); }},
        {Method::Delete,
         root + "/session",
         Access::viewer(),
         {.summary = "Logs out"},
         [context](const Call& call) -> Answer {
             if (const auto done = context.authenticator.logout(call.user()); !done) {
                 return errorResponse(done.error());
             }
             return emptyResponse().with("Set-Cookie", endedSessionCookie(call.request));
         }},
        {Method::Put,
         root + "/session/language",
         Access::viewer(),
         {.summary = "Sets the language of one's own pages", .request = "Language"},
         [context](const Call& call) { return changeLanguage(context, call); }},
    };
}

}  // namespace ocellus
