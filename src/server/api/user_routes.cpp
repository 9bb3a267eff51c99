// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "server/api/bodies.h"
#include "server/api/routes.h"
#include "server/auth/password.h"

namespace ocellus {
namespace {

nlohmann::json userJson(const User& user) {
    nlohmann::json json{{"name", user.name},
                        {"role", roleName(user.role)},
                        {"language", user.language},
                        {"cameras", nullptr}};
    if (user.cameras) {
        json["cameras"] = *user.cameras;
    }
    return json;
}

Result<nlohmann::json> listUsers(const ApiContext& context) {
    return context.store.run([](Tables& tables) { return tables.users.list(); })
        .map([](const std::vector<User>& users) {
            nlohmann::json list = nlohmann::json::array();
            for (const User& user : users) {
                list.push_back(userJson(user));
            }
            return list;
        });
}

Answer addUser(const ApiContext& context, const Call& call) {
    const auto json = call.json();
    if (!json) {
        return errorResponse(json.error());
    }
    const auto body = userBody().read(*json);
    if (!body) {
        return errorResponse(toError(body.error()));
    }
    const auto checked =
        checkUserName(body->name).and_then([&] { return checkPassword(body->password, body->name); });
    if (!checked) {
        return errorResponse(checked.error());
    }
    const auto hash = context.authenticator.hashPassword(body->password);
    if (!hash) {
        return errorResponse(hash.error());
    }
    const User user{body->name, *hash, body->role, call.user().language, body->cameras};
    const auto added = context.store.run([&](Tables& tables) { return tables.users.add(user); });
    return added ? answerOf(userJson(user), 201) : answerOf(added);
}

// The keys that the body does not name stay as they are.
Answer changeUser(const ApiContext& context, const Call& call) {
    const auto json = call.json();
    if (!json) {
        return errorResponse(json.error());
    }
    const std::string& name = call.parameter("name");
    const auto found = context.store.run([&](Tables& tables) { return tables.users.find(name); });
    if (!found) {
        return errorResponse(found.error());
    }
    if (!*found) {
        return errorResponse(
            {Error::Kind::NotFound, "there is no such user", "choose one of the list of users"});
    }
    User user = **found;
    UserBody body{user.name, {}, user.role, user.cameras};
    SettingErrors errors;
    userBody().readInto(body, *json, "", errors);
    if (!errors.empty()) {
        return errorResponse(toError(errors));
    }
    if (body.name != name) {
        return errorResponse(
            {Error::Kind::BadInput, "a user cannot be renamed", "make a new one and remove this"});
    }
    user.role = body.role;
    user.cameras = body.cameras;
    const bool newPassword = !body.password.empty();
    if (newPassword) {
        const auto hash = checkPassword(body.password, name).and_then([&] {
            return context.authenticator.hashPassword(body.password);
        });
        if (!hash) {
            return errorResponse(hash.error());
        }
        user.passwordHash = *hash;
    }
    const auto changed = context.store.run([&](Tables& tables) -> Result<void> {
        // Whoever knew the old password is out.
        return tables.users.change(user).and_then(
            [&]() -> Result<void> { return newPassword ? tables.sessions.removeOf(name) : Result<void>{}; });
    });
    return changed ? answerOf(userJson(user)) : answerOf(changed);
}

}  // namespace

std::vector<ApiRoute> userRoutes(const ApiContext& context) {
    const std::string root = kApiRoot;
    return {
        {Method::Get,
         root + "/users",
         Access::admin(),
         {.summary = "All users", .response = "Users"},
         [context](const Call&) { return answerOf(listUsers(context)); }},
        {Method::Post,
         root + "/users",
         Access::admin(),
         {.summary = "Makes a user", .request = "NewUser", .response = "User"},
         [context](const Call& call) { return addUser(context, call); }},
        {Method::Put,
         root + "/users/{name}",
         Access::admin(),
         {.summary = "Changes a user; a new password ends the user's sessions",
          .request = "NewUser",
          .response = "User"},
         [context](const Call& call) { return changeUser(context, call); }},
        {Method::Delete,
         root + "/users/{name}",
         Access::admin(),
         {.summary = "Removes a user; the last admin stays"},
         [context](const Call& call) {
             return answerOf(context.store.run(
                 [&](Tables& tables) { return tables.users.remove(call.parameter("name")); }));
         }},
    };
}

}  // namespace ocellus
