// SPDX-License-Identifier: Apache-2.0
#include "ingest/camera_probe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "support/scripted_server.h"
#include "support/source_recorder.h"
#include "support/synthetic_jpeg.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using test::make;
using test::ScriptedPeer;
using test::ScriptedServer;
using testing::HasSubstr;

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n";

class CameraProbeTest : public testing::Test {
protected:
    ProbeReport probe(const std::string& url, const std::string& user = {}) {
        SourceSettings settings;
        settings.url = url;
        settings.username = user;
        settings.password = Secret{"hunter2"};
        std::optional<ProbeReport> report;
        CameraProbe probe(context_, clock_, settings, {.patience = 2s, .measure = 400ms});
        probe.start([&](ProbeReport result) { report = std::move(result); });
        EXPECT_FALSE(report) << "called back before start() returned";
        EXPECT_TRUE(test::runUntil(context_, [&] { return report.has_value(); }));
        return report.value_or(ProbeReport{});
    }

    SystemClock clock_;
    boost::asio::io_context context_;
};

TEST_F(CameraProbeTest, MeasuresAStream) {
    const std::string jpeg = make({.width = 1280, .height = 720});
    const std::string part =
        "--b\r\nContent-Length: " + std::to_string(jpeg.size()) + "\r\n\r\n" + jpeg + "\r\n";
    ScriptedServer server([&](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(kHead);
        while (peer.send(part)) {
            std::this_thread::sleep_for(20ms);
        }
    });
    const ProbeReport report = probe(server.url("/cgi-bin/mjpeg?pwd=secret"));
    EXPECT_TRUE(report.ok);
    EXPECT_EQ(report.width, 1280);
    EXPECT_EQ(report.height, 720);
    EXPECT_EQ(report.bytes, jpeg.size());
    EXPECT_GT(report.rate, 2);
    EXPECT_LT(report.rate, 51);
    EXPECT_NEAR(report.bytesPerSecond, report.rate * static_cast<double>(jpeg.size()), 1);
    EXPECT_GT(report.latency, 0);
    EXPECT_GT(report.quality, 0);
    EXPECT_TRUE(report.picture);
    EXPECT_THAT(report.url, HasSubstr("pwd=***"));
}

TEST_F(CameraProbeTest, EndsAtTheFirstFailureWithItsReason) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        while (!peer.readRequest().empty()) {
            peer.answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n", "");
        }
    });
    const ProbeReport report = probe(server.url(), "admin");
    EXPECT_FALSE(report.ok);
    ASSERT_EQ(report.verdict.size(), 1u);
    EXPECT_EQ(report.verdict[0].level, ProbeFinding::Level::Bad);
    EXPECT_THAT(report.verdict[0].message, HasSubstr("refused the password of user admin"));
    EXPECT_EQ(server.connections(), 1) << "a try is one try";
}

TEST_F(CameraProbeTest, RefusesLinkLocalAddressesAndNonsense) {
    for (const char* url :
         {"http://169.254.169.254/latest/", "http://[fe80::1]/", "http://0.0.0.0/", "gopher://a/", ""}) {
        const ProbeReport report = probe(url);
        EXPECT_FALSE(report.ok) << url;
        ASSERT_EQ(report.verdict.size(), 1u) << url;
        EXPECT_FALSE(report.verdict[0].remedy.empty()) << url;
    }
}

TEST_F(CameraProbeTest, CallsNobodyBackOnceItIsGone) {
    ScriptedServer server([](ScriptedPeer& peer, int) { peer.hang(); });
    bool called = false;
    {
        SourceSettings settings;
        settings.url = server.url();
        CameraProbe probe(context_, clock_, settings);
        probe.start([&](const ProbeReport&) { called = true; });
        test::runUntil(context_, [&] { return server.connections() == 1; });
    }
    context_.restart();
    context_.run();
    EXPECT_FALSE(called);
}

TEST_F(CameraProbeTest, WaitsForAnotherThreadsNetwork) {
    ScriptedServer server([](ScriptedPeer& peer, int) { peer.readRequest(); });
    auto guard = boost::asio::make_work_guard(context_);
    std::thread network([&] { context_.run(); });
    SourceSettings settings;
    settings.url = server.url();
    const ProbeReport report = probeCamera(context_, clock_, settings);
    EXPECT_FALSE(report.ok);
    EXPECT_THAT(report.verdict.at(0).message, HasSubstr("closed the connection"));
    guard.reset();
    network.join();
}

}  // namespace
}  // namespace ocellus
