// SPDX-License-Identifier: Apache-2.0
// The reference page, OpenAPI and the routes say the same.
#include <fstream>
#include <regex>
#include <set>

#include "unit/server/house.h"

namespace ocellus {
namespace {

using ReferenceTest = House;

// "GET /api/v1/cameras viewer" of each row of the tables in docs/reference/api.md.
std::set<std::string> documented() {
    std::ifstream page(OCELLUS_SOURCE_DIR "/docs/reference/api.md");
    EXPECT_TRUE(page) << "the reference page is missing";
    const std::regex row(R"(^\| `([A-Z]+) (/[^`?]*)[^`]*` \| ([^|]+) \|)");
    std::set<std::string> calls;
    for (std::string line; std::getline(page, line);) {
        std::smatch match;
        if (std::regex_search(line, match, row)) {
            const std::string path = match[2];
            const bool absolute =
                path == "/metrics" || path == "/healthz" || path.find("cgi-bin") != std::string::npos;
            std::string who = match[3];
            who.erase(who.find_last_not_of(' ') + 1);
            calls.insert(match[1].str() + " " + (absolute ? "" : kApiRoot) + path + " " +
                         (who == "the one-time secret" ? "anyone" : who));
        }
    }
    return calls;
}

TEST_F(ReferenceTest, NamesEveryRouteWithItsRole) {
    std::set<std::string> routes;
    for (const ApiRoute& route : router_->table().routes()) {
        routes.insert(std::string(toText(route.method)) + " " + route.pattern + " " +
                      std::string(route.access.name()));
    }
    EXPECT_EQ(documented(), routes);
}

TEST_F(ReferenceTest, OpenApiDescribesEveryRouteAndResolvesEverySchema) {
    const auto description = bodyOf(call(Method::Get, "/api/v1/openapi.json"));
    for (const ApiRoute& route : router_->table().routes()) {
        std::string method(toText(route.method));
        std::transform(method.begin(), method.end(), method.begin(),
                       [](unsigned char c) { return std::tolower(c); });
        ASSERT_TRUE(description["paths"].contains(route.pattern)) << route.pattern;
        const auto& operation = description["paths"][route.pattern][method];
        EXPECT_EQ(operation["x-role"], route.access.name()) << route.pattern;
        EXPECT_FALSE(operation["summary"].get<std::string>().empty()) << route.pattern;
        EXPECT_EQ(operation["security"].empty(), route.access.kind() == Access::Kind::Anyone)
            << route.pattern;
    }
    const std::string text = description.dump();
    const std::regex reference(R"re("\$ref":"#/components/schemas/([A-Za-z]+)")re");
    for (auto it = std::sregex_iterator(text.begin(), text.end(), reference); it != std::sregex_iterator();
         ++it) {
        EXPECT_TRUE(description["components"]["schemas"].contains((*it)[1].str())) << (*it)[1];
    }
}

}  // namespace
}  // namespace ocellus
