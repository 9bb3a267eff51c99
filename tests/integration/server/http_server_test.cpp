// SPDX-License-Identifier: Apache-2.0
// The real server over real sockets: what clients may do, and what hostile ones may not.
#include <fstream>

#include "integration/server/running_server.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;

class HttpServerTest : public RunningServer {
protected:
    HttpServerTest() {
        std::filesystem::create_directories(settings_.webFolder);
        std::ofstream(settings_.webFolder / "index.html") << "<html>ui</html>";
        std::ofstream(folder_.path() / "secret") << "do not show";
    }

    RawAnswer raw(const std::string& text) {
        RawClient client(http(), false);
        client.send(text);
        return client.read();
    }
};

TEST_F(HttpServerTest, ServesPlainAndTlsWithKeepAliveAndPipelining) {
    start();
    for (const bool tls : {false, true}) {
        RawClient client(tls ? https() : http(), tls);
        ASSERT_TRUE(client.connected());
        EXPECT_EQ(client.ask("GET", "/healthz").body, "ok\n");
        EXPECT_EQ(client.ask("GET", "/cameras/gate").body, "<html>ui</html>");
        const auto head = client.ask("HEAD", "/");
        EXPECT_EQ(head.status, 200);
        EXPECT_EQ(head.headers.at("content-length"), "15");
        const std::string one = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
        client.send(one + one + one);
        for (int i = 0; i < 3; ++i) {
            EXPECT_EQ(client.read().body, "ok\n");
        }
        EXPECT_EQ(client.ask("GET", "/healthz", "Connection: close\r\n").headers.at("connection"), "close");
        EXPECT_TRUE(client.closesWithin(2s));
    }
    EXPECT_EQ(server_->certificateFingerprint().size(), 95U);
}

TEST_F(HttpServerTest, EveryAnswerCarriesTheSecurityHeaders) {
    start();
    for (const char* path : {"/", "/api/v1/session", "/api/v1/cameras", "/none.js", "/healthz"}) {
        RawClient client(http(), false);
        auto answer = client.ask("GET", path);
        const std::string policy = answer.headers["content-security-policy"];
        EXPECT_NE(policy.find("default-src 'none'; script-src 'self';"), std::string::npos) << path;
        EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << path;
        EXPECT_EQ(answer.headers["x-content-type-options"], "nosniff") << path;
    }
}

TEST_F(HttpServerTest, NoPathLeadsOutOfTheFolder) {
    start();
    for (const char* path :
         {"/../secret", "/..%2fsecret", "/%2e%2e/secret", "/assets/../../secret", "/..\\secret", "//secret",
          "/./secret", "/%00", "http://localhost/", "secret", "*"}) {
        const auto answer = raw("GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(answer.status, 400) << path;
        EXPECT_EQ(answer.body.find("do not show"), std::string::npos) << path;
    }
}

TEST_F(HttpServerTest, RefusesWhatIsNotProperHttp) {
    start();
    for (const char* text :
         {"GARBAGE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
          "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"}) {
        EXPECT_EQ(raw(text).status, 400) << text;
    }
    EXPECT_EQ(raw("BREW / HTTP/1.1\r\nHost: a\r\n\r\n").status, 404);
    // Not TLS at all on the TLS port: closed, and nobody else is harmed.
    RawClient plain(https(), false);
    plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(plain.closesWithin(2s));
    EXPECT_EQ(raw("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
}

TEST_F(HttpServerTest, HeadsAndBodiesAreBounded) {
    start();
    EXPECT_EQ(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17 * 1024, 'x') + "\r\n\r\n").status, 431);
    std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
    while (many.size() < 40 * 1024) {
        many += "A: b\r\n";
    }
    EXPECT_EQ(raw(many).status, 431);
    EXPECT_EQ(raw("POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n").status, 413);
    EXPECT_EQ(raw("POST /api/v1/session HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n180000\r\n" +
                  std::string(0x180000, 'x'))
                  .status,
              413);
    // Just below the bound the call is heard: its text is no JSON.
    RawClient client(http(), false);
    const auto heard = client.ask("POST", "/api/v1/session", "", std::string(1000 * 1000, 'x'));
    EXPECT_EQ(heard.status, 400);
}

TEST_F(HttpServerTest, SlowClientsAreCutOff) {
    settings_.limits.headTime = 150ms;
    settings_.limits.bodyTime = 150ms;
    settings_.limits.idle = 150ms;
    settings_.limits.handshake = 150ms;
    start();
    RawClient silent(http(), false);
    RawClient slowHead(http(), false);
    slowHead.send("GET / HT");
    RawClient slowBody(http(), false);
    slowBody.send("POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
    RawClient noHandshake(https(), false);
    for (RawClient* client : {&silent, &slowHead, &slowBody, &noHandshake}) {
        EXPECT_TRUE(client->closesWithin(3s));
    }
}

TEST_F(HttpServerTest, OneAddressGetsSoManyConnections) {
    settings_.limits.connectionsPerAddress = 4;
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(std::make_unique<RawClient>(http(), false));
        EXPECT_EQ(clients.back()->ask("GET", "/healthz").status, 200);
    }
    RawClient refused(http(), false);
    EXPECT_EQ(refused.read().status, 429);
    EXPECT_EQ(RawClient(http(), false, "127.0.0.9").ask("GET", "/healthz").status, 200);
    clients.pop_back();
    EXPECT_TRUE(eventually([this] { return RawClient(http(), false).ask("GET", "/healthz").status == 200; }));
}

TEST_F(HttpServerTest, AnOccupiedPortIsNamed) {
    start();
    ServerSettings second = settings_;
    second.http = http();
    second.https.reset();
    boost::asio::io_context context{1};
    Server other(context, host_, *store_, clock_, second);
    const auto started = other.start();
    context.run();
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().message.find(http()), std::string::npos);
    EXPECT_NE(started.error().remedy.find("server.http"), std::string::npos);
}

TEST_F(HttpServerTest, LoginOverTlsSetsASecureCookieAndChangesNeedTheToken) {
    addUser("ada", Role::Admin);
    start();
    RawClient client(https(), true);
    const auto login =
        client.ask("POST", "/api/v1/session", "", R"({"name":"ada","password":"a good password"})");
    ASSERT_EQ(login.status, 200) << login.body;
    EXPECT_NE(login.headers.at("set-cookie").find("; Secure"), std::string::npos);
    const std::string lines = loggedIn("ada");
    const std::string cookie = lines.substr(0, lines.find("\r\n") + 2);
    EXPECT_EQ(client.ask("POST", "/api/v1/cameras", cookie, R"({"id":"new"})").status, 403);
    EXPECT_EQ(
        client.ask("POST", "/api/v1/cameras", lines + "Origin: https://evil.test\r\n", R"({"id":"new"})")
            .status,
        403);
    EXPECT_EQ(client.ask("POST", "/api/v1/cameras", lines + "Origin: http://localhost\r\n", R"({"id":"new"})")
                  .status,
              201);
    const auto picture = client.ask("GET", "/api/v1/cameras/gate/snapshot", lines);
    EXPECT_EQ(picture.headers.at("content-type"), "image/jpeg");
    EXPECT_EQ(picture.body.size(), 128U);
    EXPECT_TRUE(picture.headers.contains("x-captured"));
}

TEST_F(HttpServerTest, MetricsAreRefusedBehindAProxyAndToForeignNames) {
    start();
    RawClient client(http(), false);
    EXPECT_EQ(client.ask("GET", "/metrics").status, 200);
    EXPECT_EQ(client.ask("GET", "/metrics", "X-Forwarded-For: 203.0.113.9\r\n").status, 401);
    // A web page that got its name to mean 127.0.0.1 still names itself.
    EXPECT_EQ(raw("GET /metrics HTTP/1.1\r\nHost: rebound.test\r\n\r\n").status, 401);
}

TEST_F(HttpServerTest, LargeFilesArriveWholeOverTls) {
    std::string large;
    while (large.size() < 3'000'000) {
        large += "line " + std::to_string(large.size()) + "\n";
    }
    std::ofstream(settings_.webFolder / "large.txt") << large;
    start();
    for (const bool tls : {false, true}) {
        RawClient client(tls ? https() : http(), tls);
        EXPECT_TRUE(client.ask("GET", "/large.txt").body == large);
    }
}

}  // namespace
}  // namespace ocellus
