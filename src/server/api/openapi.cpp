// SPDX-License-Identifier: Apache-2.0
#include "server/api/openapi.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "server/api/schemas.h"
#include "server/api/session_cookie.h"
#include "server/version.h"

namespace ocellus {
namespace {

using nlohmann::json;

json content(const std::string& schema) {
    if (schema.find('/') != std::string::npos) {
        return {{schema, {{"schema", {{"type", "string"}}}}}};  // a media type of its own
    }
    return {{"application/json", {{"schema", {{"$ref", "#/components/schemas/" + schema}}}}}};
}

json parameters(const ApiRoute& route) {
    json list = json::array();
    for (std::size_t at = route.pattern.find('{'); at != std::string::npos;
         at = route.pattern.find('{', at + 1)) {
        const std::size_t end = route.pattern.find('}', at);
        list.push_back({{"name", route.pattern.substr(at + 1, end - at - 1)},
                        {"in", "path"},
                        {"required", true},
                        {"schema", {{"type", "string"}}}});
    }
    for (const std::string& name : route.words.query) {
        const bool number = name == "rate" || name == "limit";
        list.push_back(
            {{"name", name}, {"in", "query"}, {"schema", {{"type", number ? "number" : "string"}}}});
    }
    return list;
}

json security(const ApiRoute& route) {
    switch (route.access.kind()) {
        case Access::Kind::User:
            if (isSafe(route.method)) {
                return json::array({{{"session", json::array()}}});
            }
            return json::array({{{"session", json::array()}, {"token", json::array()}}});
        case Access::Kind::Metrics:
            return json::array({json::object(), {{"session", json::array()}}});
        case Access::Kind::Device:
            return json::array({{{"device", json::array()}}});
        case Access::Kind::Anyone:
            break;
    }
    return json::array();
}

json responses(const ApiRoute& route) {
    json all{{"default", {{"description", "What was wrong and what to do"}, {"content", content("Error")}}}};
    const std::string& schema = route.words.response;
    if (route.isSocket()) {
        all["101"] = {{"description", "A WebSocket follows"}};
    } else if (schema.empty()) {
        all["204"] = {{"description", "Done"}};
    } else {
        const bool creates = route.method == Method::Post && (schema == "Camera" || schema == "User");
        all[creates ? "201" : "200"] = {{"description", route.words.summary}, {"content", content(schema)}};
    }
    return all;
}

}  // namespace

json openApi(const std::vector<ApiRoute>& routes, Host& host) {
    json paths = json::object();
    for (const ApiRoute& route : routes) {
        json operation{{"summary", route.words.summary},
                       {"x-role", route.access.name()},
                       {"security", security(route)},
                       {"responses", responses(route)}};
        if (json list = parameters(route); !list.empty()) {
            operation["parameters"] = std::move(list);
        }
        if (!route.words.request.empty()) {
            operation["requestBody"] = {{"required", true}, {"content", content(route.words.request)}};
        }
        paths[route.pattern][toLower(toText(route.method))] = std::move(operation);
    }
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", "Ocellus"},
              {"version", kVersion},
              {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
            {"paths", std::move(paths)},
            {"components",
             {{"schemas", apiSchemas(host)},
              {"securitySchemes",
               {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", kSessionCookie}}},
                {"token", {{"type", "apiKey"}, {"in", "header"}, {"name", kChangeHeader}}},
                {"device", {{"type", "http"}, {"scheme", "digest"}}}}}}}};
}

}  // namespace ocellus
