// SPDX-License-Identifier: Apache-2.0
// Requests, answers and the files of the UI.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "server/http/certificate.h"
#include "server/http/http_server.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/http/static_files.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

TEST(Request, KnowsItsOwnSite) {
    struct Case {
        const char* origin;
        const char* host;
        bool own;
    };

    for (const Case& each : {Case{"http://box:8080", "box:8080", true}, Case{"https://box", "box", true},
                             Case{"https://box", "box:443", true}, Case{"https://BOX", "box", true},
                             Case{"http://box", "box:80", true}, Case{"http://box", "box:8080", false},
                             Case{"https://evil", "box", false}, Case{"https://box.evil", "box", false},
                             Case{"null", "box", false}, Case{"file://", "", false},
                             Case{"https://box", "", false}, Case{"ftp://box", "box", false}}) {
        Request request;
        request.headers.add("Origin", each.origin);
        request.headers.add("Host", each.host);
        EXPECT_EQ(request.comesFromOwnSite(), each.own) << each.origin << " " << each.host;
        EXPECT_EQ(request.provesOwnSite(), each.own) << each.origin << " " << each.host;
    }
    Request program;  // curl sends no Origin
    program.headers.add("Host", "box");
    EXPECT_TRUE(program.comesFromOwnSite());
    EXPECT_FALSE(program.provesOwnSite());
}

TEST(Request, ReadsCookies) {
    Request request;
    request.headers.add("Cookie", "a=1; ocellus_session = x ;b=2=3");
    EXPECT_EQ(request.cookie("ocellus_session"), "x");
    EXPECT_EQ(request.cookie("b"), "2=3");
    EXPECT_FALSE(request.cookie("session"));
}

TEST(Request, LoopbackHostsAreThoseThatNoNameServerCanFake) {
    for (const char* host : {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80", "[::1]:8080"}) {
        EXPECT_TRUE(isLoopbackHost(host)) << host;
    }
    for (const char* host :
         {"", "evil.test", "127.0.0.1.evil.test", "localhost.evil.test", "192.0.2.1", "[::2]"}) {
        EXPECT_FALSE(isLoopbackHost(host)) << host;
    }
}

TEST(Response, CannotBeSplit) {
    const std::string head =
        writeHead(200, {{"X-Good", "yes"}, {"X-Bad", "a\r\nSet-Cookie: b"}, {"X\n", "y"}});
    EXPECT_EQ(head, "HTTP/1.1 200 OK\r\nX-Good: yes\r\n\r\n");
}

TEST(Response, SurvivesBrokenText) {
    EXPECT_EQ(jsonResponse(nlohmann::json{{"name", "\xff"}}).text, "{\"name\":\"\xef\xbf\xbd\"}");
}

TEST(ListenAddress, IsReadOrRefusedInWords) {
    EXPECT_EQ(parseListenAddress("127.0.0.1:8080")->text(), "127.0.0.1:8080");
    EXPECT_EQ(parseListenAddress("[::]:8443")->text(), "[::]:8443");
    for (const char* text :
         {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "host:80", "127.0.0.1:8x"}) {
        const auto address = parseListenAddress(text);
        ASSERT_FALSE(address) << text;
        EXPECT_FALSE(address.error().remedy.empty());
    }
}

TEST(Certificate, IsMadeOnceForThisMachineAndItsKeyIsPrivate) {
    const TemporaryFolder folder;
    const auto made = ensureCertificate(folder.path());
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_TRUE(made->made);

    struct stat status {};

    ASSERT_EQ(stat(made->key.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    const auto print = fingerprint(made->certificate);
    ASSERT_TRUE(print);
    EXPECT_EQ(print->size(), 32 * 3 - 1);

    const auto again = ensureCertificate(folder.path());
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(fingerprint(again->certificate).value(), *print);
    std::filesystem::remove(made->key);
    EXPECT_FALSE(ensureCertificate(folder.path()));  // half a pair is not silently replaced
}

TEST(Certificate, SaysWhatIsWrongWithTheFolder) {
    const auto made = ensureCertificate("/nowhere/at/all");
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().message.find("/nowhere/at/all"), std::string::npos);
}

class StaticFilesTest : public ::testing::Test {
protected:
    StaticFilesTest() {
        write("web/index.html", "<html>");
        write("web/assets/app-1a2b.js", "let x");
        write("web/assets/app-1a2b.js.gz", "GZ");
        write("web/assets/app-1a2b.js.br", "BR");
        write("secret.txt", "secret");
        std::filesystem::create_symlink(folder_.path() / "secret.txt", folder_.path() / "web/link.txt");
    }

    void write(const std::string& name, const std::string& text) {
        std::filesystem::create_directories((folder_.path() / name).parent_path());
        std::ofstream(folder_.path() / name) << text;
    }

    Response get(const std::string& path, HeaderFields headers = {}) {
        Request request;
        request.target = parseTarget(path).value();
        request.headers = std::move(headers);
        return StaticFiles(folder_.path() / "web").answer(request);
    }

    static std::string textOf(const Response& response) {
        return {reinterpret_cast<const char*>(response.bytes.data.get()), response.bytes.size};
    }

    TemporaryFolder folder_;
};

TEST_F(StaticFilesTest, ServesFilesAndTheIndexForPlacesOfTheUi) {
    EXPECT_EQ(textOf(get("/")), "<html>");
    EXPECT_EQ(textOf(get("/cameras/gate")), "<html>");
    EXPECT_EQ(get("/").headers.find("Cache-Control"), "no-cache");
    const Response script = get("/assets/app-1a2b.js");
    EXPECT_EQ(textOf(script), "let x");
    EXPECT_EQ(script.headers.find("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(get("/assets/missing.js").status, 404);
    EXPECT_EQ(get("/link.txt").status, 404);  // links lead out of the folder
}

// The routes of the UI are deep links: each must be answered with the page that knows it.
TEST_F(StaticFilesTest, EveryRouteOfTheUiIsAPlace) {
    std::ifstream router(OCELLUS_SOURCE_DIR "/web/src/app/router.tsx");
    ASSERT_TRUE(router);
    const std::string text{std::istreambuf_iterator<char>(router), {}};
    const std::regex path(R"re(path: "([^"]*)")re");
    std::set<std::string> routes;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), path); it != std::sregex_iterator(); ++it) {
        std::string route = (*it)[1];
        route.insert(0, route.starts_with("/") ? "" : "/");
        if (route.ends_with("/*")) {
            continue;  // whatever is not there
        }
        if (route.ends_with("?")) {  // a part that may be left out
            routes.insert(route.substr(0, route.find_last_of('/')));
            route.pop_back();
        }
        routes.insert(route);
    }
    EXPECT_GE(routes.size(), 10U);
    const std::regex parameter(":[a-z]+");
    for (const std::string& route : routes) {
        const std::string link = std::regex_replace(route, parameter, "front-gate");
        EXPECT_EQ(textOf(get(link)), "<html>") << link << ": add it to src/server/http/ui_places.cpp";
        EXPECT_EQ(textOf(get(link + "?zone=2")), "<html>") << link;
    }
}

// Recorders and scanners probe cameras: a page of ours must not look like their success.
TEST_F(StaticFilesTest, WhatIsNoPlaceIsNotThere) {
    for (const char* path : {"/cgi-bin/getinfo?FILE=1", "/SnapshotJPEG?Resolution=640x480", "/nphMotionJpeg",
                             "/gate/cgi-bin/getinfo", "/cameras/cgi-bin", "/cameras/cgi-bin/mjpeg",
                             "/axis-cgi/mjpg/video.cgi", "/ISAPI/System/deviceInfo", "/onvif/device_service",
                             "/cameras/gate/apps/nothing/there", "/system/nothing", "/assets"}) {
        const Response response = get(path);
        EXPECT_EQ(response.status, 404) << path;
        EXPECT_NE(response.headers.find("Content-Type"), "text/html; charset=utf-8") << path;
    }
}

TEST_F(StaticFilesTest, SendsWhatTheClientTakes) {
    EXPECT_EQ(textOf(get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, br"}})), "BR");
    EXPECT_EQ(textOf(get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip;q=0.5, br;q=0"}})), "GZ");
    EXPECT_EQ(textOf(get("/assets/app-1a2b.js", {{"Accept-Encoding", "identity"}})), "let x");
    const Response first = get("/", {});
    const std::string tag(first.headers.find("ETag").value_or(""));
    EXPECT_EQ(get("/", {{"If-None-Match", tag}}).status, 304);
    EXPECT_EQ(get("/", {{"If-None-Match", "\"other\""}}).status, 200);
}

TEST_F(StaticFilesTest, WithoutFilesASentenceSaysSo) {
    Request request;
    const Response response = StaticFiles(folder_.path() / "none").answer(request);
    EXPECT_EQ(response.status, 404);
    EXPECT_NE(response.text.find("make build"), std::string::npos);
}

}  // namespace
}  // namespace ocellus
