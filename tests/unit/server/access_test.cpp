// SPDX-License-Identifier: Apache-2.0
// Who may call what: every route with every kind of caller, and the checks that stand before the handlers.
#include <concepts>

#include "unit/server/house.h"

namespace ocellus {
namespace {

// A route that does not say who may call it does not compile.
static_assert(!std::is_default_constructible_v<Access>);
static_assert(!std::constructible_from<ApiRoute, Method, std::string, RouteWords, ApiRoute::Handler>);
static_assert(std::constructible_from<ApiRoute, Method, std::string, Access, RouteWords, ApiRoute::Handler>);

// A path that the route matches, with a camera, user and app that exist.
std::string exampleOf(const ApiRoute& route) {
    std::string path = route.pattern;
    const auto put = [&path](const std::string& name, const std::string& value) {
        if (const auto at = path.find(name); at != std::string::npos) {
            path.replace(at, name.size(), value);
        }
    };
    put("/events/{id}", "/events/gate-1");
    put("{id}", "gate");
    put("{app}", "occupancy");
    put("{name}", "camera");
    put("{camera}", "gate");
    return path;
}

class AccessTest : public House {
protected:
    AccessTest() {
        addUser("ada", Role::Admin);
        addUser("otto", Role::Operator);
        addUser("vera", Role::Viewer);
    }

    int statusOf(const ApiRoute& route, const Visitor& visitor) {
        Request request =
            makeRequest(route.method, exampleOf(route), visitor, isSafe(route.method) ? "" : "{}");
        if (route.isSocket()) {
            request.wantsWebSocket = true;
            request.headers.add("Origin", "https://ocellus.test");
        }
        return call(std::move(request)).status;
    }
};

TEST_F(AccessTest, EveryRouteLetsInWhomItNamesAndNobodyElse) {
    const std::vector<std::pair<Role, const char*>> people{
        {Role::Viewer, "vera"}, {Role::Operator, "otto"}, {Role::Admin, "ada"}};
    for (const ApiRoute& route : router_->table().routes()) {
        SCOPED_TRACE(std::string(toText(route.method)) + " " + route.pattern);
        const bool open =
            route.access.kind() == Access::Kind::Anyone || route.access.kind() == Access::Kind::Device;
        if (route.access.kind() != Access::Kind::Anyone) {
            EXPECT_EQ(statusOf(route, {}), 401);
        }
        for (const auto& [role, name] : people) {
            const bool endsSession = route.method == Method::Delete && route.pattern.ends_with("/session");
            const Visitor visitor = loggedIn(name);
            const int status = statusOf(route, visitor);
            if (route.access.kind() == Access::Kind::Device) {
                EXPECT_EQ(status, 401) << "a login is no device account";
            }
            if (open) {
                continue;
            }
            if (role < route.access.role()) {
                EXPECT_EQ(status, 403) << name;
            } else {
                EXPECT_NE(status, 401) << name;
                EXPECT_NE(status, 403) << name;
                EXPECT_LT(status, 500) << name;
            }
            if (endsSession) {
                EXPECT_EQ(call(Method::Get, "/api/v1/cameras", visitor).status, 401);
            }
        }
    }
}

TEST_F(AccessTest, EveryChangeNeedsTheTokenOfItsOwnSession) {
    const Visitor ada = loggedIn("ada");
    const Visitor other = loggedIn("ada");
    for (const ApiRoute& route : router_->table().routes()) {
        if (isSafe(route.method) || route.access.kind() != Access::Kind::User) {
            continue;
        }
        SCOPED_TRACE(route.pattern);
        EXPECT_EQ(statusOf(route, {ada.session, {}}), 403);
        EXPECT_EQ(statusOf(route, {ada.session, other.token}), 403);
    }
}

TEST_F(AccessTest, WhatNoRouteNamesIsDenied) {
    const Visitor ada = loggedIn("ada");
    EXPECT_EQ(call(Method::Get, "/api/v1/nothing", ada).status, 404);
    EXPECT_EQ(call(Method::Get, "/api/v2/cameras", ada).status, 404);
    EXPECT_EQ(call(Method::Post, "/somewhere", ada).status, 404);
    const Response wrong = call(Method::Delete, "/api/v1/system", ada);
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.headers.find("Allow"), "GET");
}

TEST_F(AccessTest, AnotherSiteMakesNoCallAndOpensNoSocket) {
    const Visitor ada = loggedIn("ada");
    Request change = makeRequest(Method::Post, "/api/v1/cameras", ada, "{}");
    change.headers.add("Origin", "https://evil.test");
    EXPECT_EQ(call(change).status, 403);

    Request login =
        makeRequest(Method::Post, "/api/v1/session", {}, R"({"name":"ada","password":"a good password"})");
    login.headers.add("Sec-Fetch-Site", "cross-site");
    EXPECT_EQ(call(login).status, 403);

    for (const char* origin : {"https://evil.test", "https://ocellus.test.evil.test", "null", ""}) {
        Request socket = makeRequest(Method::Get, "/api/v1/live?camera=gate", ada);
        socket.wantsWebSocket = true;
        if (*origin != '\0') {
            socket.headers.add("Origin", origin);
        }
        EXPECT_EQ(call(socket).status, 403) << origin;
    }
    EXPECT_EQ(call(Method::Get, "/api/v1/live?camera=gate", ada).status, 426);
}

TEST_F(AccessTest, AFormOfAnotherKindThanJsonIsRefused) {
    Request form = makeRequest(Method::Post, "/api/v1/session");
    form.headers.add("Content-Type", "text/plain");
    form.body = R"({"name":"ada","password":"a good password"})";
    EXPECT_EQ(call(form).status, 415);
}

// Contract, "Metrics": without login on loopback only, refused when a proxy header is present.
TEST_F(AccessTest, MetricsAreForThisMachineAlone) {
    const auto statusFrom = [this](bool loopback, const char* proxyHeader) {
        Request request = makeRequest(Method::Get, "/metrics");
        request.peerIsLoopback = loopback;
        if (proxyHeader != nullptr) {
            request.headers.add(proxyHeader, "203.0.113.9");
        }
        return call(std::move(request)).status;
    };
    EXPECT_EQ(statusFrom(true, nullptr), 200);
    EXPECT_EQ(statusFrom(false, nullptr), 401);
    for (const char* name : {"X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "x-forwarded-for"}) {
        EXPECT_EQ(statusFrom(true, name), 401) << name;
    }
    EXPECT_EQ(call(Method::Get, "/metrics", loggedIn("otto")).status, 200);
    EXPECT_EQ(call(Method::Get, "/metrics", loggedIn("vera")).status, 403);
}

TEST_F(AccessTest, CamerasOfOthersDoNotExist) {
    addUser("yara", Role::Operator, std::vector<std::string>{"yard"});
    const Visitor yara = loggedIn("yara");
    const Response list = call(Method::Get, "/api/v1/cameras", yara);
    ASSERT_EQ(bodyOf(list).size(), 1U);
    EXPECT_EQ(bodyOf(list)[0]["id"], "yard");
    for (const char* path :
         {"/api/v1/cameras/gate", "/api/v1/cameras/gate/snapshot", "/api/v1/cameras/gate/mjpeg",
          "/api/v1/cameras/gate/apps/occupancy", "/api/v1/cameras/gate/trials/t",
          "/api/v1/events?camera=gate", "/api/v1/events/gate-1/picture"}) {
        EXPECT_EQ(call(Method::Get, path, yara).status, 404) << path;
    }
    EXPECT_EQ(call(Method::Put, "/api/v1/cameras/gate/apps/occupancy", yara, "{}").status, 404);
    EXPECT_EQ(call(Method::Delete, "/api/v1/cameras/gate/apps/occupancy", yara).status, 404);
    EXPECT_EQ(call(Method::Post, "/api/v1/cameras/gate/trials", yara, "{}").status, 404);
    EXPECT_EQ(call(Method::Post, "/api/v1/cameras/yard/trials", yara, "{}").status, 200);
    EXPECT_EQ(call(Method::Post, "/api/v1/cameras/yard/apps/occupancy/test", yara, "{}").status, 403)
        << "a test asks an address of the network: for admins";
    EXPECT_EQ(call(Method::Get, "/api/v1/broker", yara).status, 403);
    EXPECT_EQ(call(Method::Get, "/api/v1/cameras/yard", yara).status, 200);
    EXPECT_EQ(call(Method::Get, "/api/v1/events/yard-1/picture", yara).status, 200);
    // The answer is the same as for a camera that is nobody's.
    EXPECT_EQ(bodyOf(call(Method::Get, "/api/v1/cameras/gate", yara))["error"]["kind"],
              bodyOf(call(Method::Get, "/api/v1/cameras/none", yara))["error"]["kind"]);
    ASSERT_EQ(call(Method::Get, "/api/v1/events?limit=3", yara).status, 200);
    EXPECT_EQ(host_.lastQuery().visibleCameras, std::vector<std::string>{"yard"});
    EXPECT_EQ(host_.lastQuery().limit, 3U);
}

TEST_F(AccessTest, LiveViewShowsOnlyTheUsersCameras) {
    addUser("yara", Role::Viewer, std::vector<std::string>{"yard"});
    Request request = makeRequest(Method::Get, "/api/v1/live?camera=gate&camera=yard", loggedIn("yara"));
    request.wantsWebSocket = true;
    request.headers.add("Origin", "https://ocellus.test");
    Answer answer = ask(std::move(request));
    auto& feed = std::get<FeedAnswer>(answer);
    feed.feed->start([] {});
    EXPECT_EQ(host_.viewers("gate"), 0U);
    EXPECT_EQ(host_.viewers("yard"), 1U);
    const auto refusal = feed.feed->next();
    ASSERT_TRUE(refusal && refusal->text);
    EXPECT_EQ(nlohmann::json::parse(*refusal->text)["camera"], "gate");

    // A camera taken away ends the feed.
    EXPECT_TRUE(feed.stillAllowed());
    ASSERT_TRUE(opened_->run([](Tables& tables) -> Result<void> {
        auto user = tables.users.find("yara").value().value();
        user.cameras = std::vector<std::string>{"gate"};
        return tables.users.change(user);
    }));
    EXPECT_FALSE(feed.stillAllowed());
    feed.feed->stop();
    EXPECT_EQ(host_.viewers("yard"), 0U);
}

}  // namespace
}  // namespace ocellus
