// SPDX-License-Identifier: Apache-2.0
#include "net/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "support/scripted_server.h"

namespace ocellus {
namespace {

using test::ScriptedPeer;
using test::ScriptedServer;
using testing::HasSubstr;
using testing::Not;

HttpRequest get(std::string url) {
    HttpRequest request;
    request.url = std::move(url);
    request.timeout = std::chrono::seconds{5};
    return request;
}

TEST(HttpClient, AsksPlainlyForUncompressedBytes) {
    std::string seen;
    ScriptedServer server([&](ScriptedPeer& peer, int) {
        seen = peer.readRequest();
        peer.answer("200 OK", "X-A: b\r\n", "hello");
    });
    const auto answer = fetch(get(server.url("/a?b=c")));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->head.status, 200);
    EXPECT_EQ(answer->body, "hello");
    EXPECT_EQ(answer->head.fields.find("x-a"), "b");
    EXPECT_THAT(seen, testing::StartsWith("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:"));
    EXPECT_THAT(seen, HasSubstr("Accept-Encoding: identity\r\n"));
    EXPECT_THAT(seen, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(seen, Not(HasSubstr("Authorization")));
}

TEST(HttpClient, PostsABodyAgainAfterAChallenge) {
    std::vector<std::string> seen;
    ScriptedServer server([&](ScriptedPeer& peer, int) {
        while (true) {
            const std::string request = peer.readRequest();
            if (request.empty()) {
                return;
            }
            seen.push_back(request);
            if (request.find("Authorization: Digest") == std::string::npos) {
                peer.answer("401 Unauthorized",
                            "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n",
                            "who are you");
            } else {
                peer.answer("204 No Content", "", "");
            }
        }
    });
    HttpRequest request = get(server.url("/notify?x=1"));
    request.method = "POST";
    request.body = R"({"a":1})";
    request.headers.add("Content-Type", "application/json");
    request.headers.add("X-Evil", "a\r\nInjected: yes");
    request.username = "u";
    request.password = Secret{"p"};
    boost::asio::io_context context;
    HttpClient client(context);
    int calls = 0;
    const auto expect204 = [&](Result<HttpAnswer> answer) {
        ASSERT_TRUE(answer) << answer.error().text();
        EXPECT_EQ(answer->head.status, 204);
        ++calls;
    };
    client.request(request, expect204);
    EXPECT_EQ(calls, 0) << "called back before the call returned";
    context.run();
    context.restart();
    client.request(request, expect204);
    context.run();
    EXPECT_EQ(calls, 2);
    ASSERT_EQ(seen.size(), 3u) << "the second question answers the challenge at once";
    EXPECT_THAT(seen[1], testing::EndsWith("\r\n\r\n{\"a\":1}"));
    EXPECT_THAT(seen[1], HasSubstr("uri=\"/notify?x=1\""));
    EXPECT_THAT(seen[2], HasSubstr("nc=00000002"));
    EXPECT_THAT(seen[0], Not(HasSubstr("Injected")));
}

TEST(HttpClient, SaysThatThePasswordWasRefused) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        while (!peer.readRequest().empty()) {
            peer.answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n", "");
        }
    });
    HttpRequest request = get(server.url());
    request.username = "admin";
    request.password = Secret{"hunter2"};
    const auto answer = fetch(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Unauthorised);
    EXPECT_THAT(answer.error().message, HasSubstr("refused the password of user admin"));
    EXPECT_THAT(answer.error().text(), Not(HasSubstr("hunter2")));
}

TEST(HttpClient, AnEndlesslyStaleNonceEndsToo) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        while (!peer.readRequest().empty()) {
            peer.answer("401 No", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", stale=true\r\n", "");
        }
    });
    HttpRequest request = get(server.url());
    request.username = "u";
    const auto answer = fetch(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Unauthorised);
}

TEST(HttpClient, FollowsThreeRedirectsOnTheSameHostAndPort) {
    int hops = 0;
    ScriptedServer server([&](ScriptedPeer& peer, int) {
        std::string request;
        while (!(request = peer.readRequest()).empty()) {
            if (request.starts_with("GET /end ")) {
                peer.answer("200 OK", "", "there");
            } else {
                ++hops;
                const std::string next = request.starts_with("GET /loop") ? "/loop"
                                         : hops < 3                       ? "/next"
                                                                          : "/end";
                peer.answer("302 Found", "Location: " + next + "\r\n", "");
            }
        }
    });
    EXPECT_EQ(fetch(get(server.url("/start")))->body, "there");
    hops = 0;
    const auto looped = fetch(get(server.url("/loop")));
    ASSERT_FALSE(looped);
    EXPECT_EQ(looped.error().kind, Error::Kind::Limit);
    EXPECT_EQ(hops, 4);
}

TEST(HttpClient, DoesNotFollowToAnotherHostOrPort) {
    int reached = 0;
    ScriptedServer other([&](ScriptedPeer& peer, int) {
        ++reached;
        peer.readRequest();
    });
    ScriptedServer server([&](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.answer("301 Moved", "Location: " + other.url("/x?password=secret") + "\r\n", "");
    });
    const auto answer = fetch(get(server.url()));
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().text(), Not(HasSubstr("secret")));
    HttpRequest anywhere = get(server.url());
    anywhere.redirectsAnywhere = true;
    EXPECT_FALSE(fetch(anywhere)) << "plain http elsewhere is not followed even then";
    EXPECT_EQ(reached, 0);
}

TEST(HttpClient, ReadsABodyHoweverItIsFramed) {
    const std::pair<const char*, const char*> cases[] = {
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde"},
        {"HTTP/1.0 200 OK\r\n\r\nabcde", "abcde"},
        {"ICY 200 OK\nContent-Length: 5\n\nabcdefgh", "abcde"},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde", "abcde"},
        {"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", ""},
    };
    for (const auto& [wire, body] : cases) {
        ScriptedServer server([wire = wire](ScriptedPeer& peer, int) {
            peer.readRequest();
            peer.send(wire);
        });
        const auto answer = fetch(get(server.url()));
        ASSERT_TRUE(answer) << wire << answer.error().text();
        EXPECT_EQ(answer->body, body) << wire;
    }
}

TEST(HttpClient, RefusesWhatIsNoAnswer) {
    const std::pair<std::string, Error::Kind> cases[] = {
        {"", Error::Kind::Unavailable},
        {"HTTP/1.1 200 OK\r\n", Error::Kind::Unavailable},
        {"SSH-2.0-x\r\n\r\n", Error::Kind::Protocol},
        {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", Error::Kind::Unavailable},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Error::Kind::Protocol},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nabc", Error::Kind::Protocol},
        {"HTTP/1.1 200 OK\r\nX: " + std::string(40'000, 'x'), Error::Kind::Limit},
        {"HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + std::string(2'000'000, 'x'),
         Error::Kind::Limit},
    };
    for (const auto& [wire, kind] : cases) {
        ScriptedServer server([&wire = wire](ScriptedPeer& peer, int) {
            peer.readRequest();
            peer.send(wire);
        });
        const auto answer = fetch(get(server.url()));
        ASSERT_FALSE(answer) << wire.substr(0, 60);
        EXPECT_EQ(answer.error().kind, kind) << wire.substr(0, 60) << answer.error().text();
    }
}

TEST(HttpClient, TimesOutOnASilentServerAndOnADrippingOne) {
    ScriptedServer silent([](ScriptedPeer& peer, int) { peer.hang(); });
    HttpRequest request = get(silent.url());
    request.stall = std::chrono::milliseconds{50};
    EXPECT_EQ(fetch(request).error().kind, Error::Kind::Timeout);
    ScriptedServer dripping([](ScriptedPeer& peer, int) {
        while (peer.send("x")) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
    });
    request = get(dripping.url());
    request.timeout = std::chrono::milliseconds{100};
    EXPECT_EQ(fetch(request).error().kind, Error::Kind::Timeout);
}

TEST(HttpClient, NamesARefusedPortAndAnUnknownName) {
    std::string url;
    {
        const ScriptedServer gone([](ScriptedPeer&, int) {});
        url = gone.url();
    }
    const auto refused = fetch(get(url));
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("refuses connections"));
    const auto unknown = fetch(get("http://no-such-camera.invalid/"));
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().message, HasSubstr("no-such-camera.invalid"));
    EXPECT_FALSE(fetch(get("rtsp://a/")));
}

TEST(HttpClient, StreamsADownloadAndStopsWhenTold) {
    const std::string payload(300'000, 'm');
    ScriptedServer server([&](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.answer("206 Partial Content", "", payload);
    });
    HttpRequest request = get(server.url());
    std::size_t got = 0;
    request.onBody = [&](const ResponseHead& head, std::span<const std::uint8_t> bytes) -> Result<void> {
        EXPECT_EQ(head.status, 206);
        got += bytes.size();
        return {};
    };
    const auto answer = fetch(request);
    ASSERT_TRUE(answer);
    EXPECT_EQ(got, payload.size());
    EXPECT_TRUE(answer->body.empty());
    request.onBody = [](const ResponseHead&, std::span<const std::uint8_t>) -> Result<void> {
        return failure(Error::Kind::Storage, "disk full");
    };
    EXPECT_EQ(fetch(request).error().message, "disk full");
}

TEST(HttpClient, CallsNobodyBackOnceItIsGone) {
    ScriptedServer server([](ScriptedPeer& peer, int) { peer.hang(); });
    boost::asio::io_context context;
    bool called = false;
    {
        HttpClient client(context);
        client.request(get(server.url()), [&](const Result<HttpAnswer>&) { called = true; });
        context.run_for(std::chrono::milliseconds{50});
    }
    context.run();  // ends at once: nothing is left waiting
    EXPECT_FALSE(called);
}

}  // namespace
}  // namespace ocellus
