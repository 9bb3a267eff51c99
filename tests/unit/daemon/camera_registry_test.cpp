// SPDX-License-Identifier: Apache-2.0
// Cameras that change while somebody watches, and certificates that are kept.
#include "daemon/registry/camera_registry.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <thread>

#include "support/scripted_server.h"
#include "support/synthetic_jpeg.h"
#include "support/tls_peer.h"
#include "support/wait_until.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using test::ScriptedPeer;
using test::ScriptedServer;
using test::waitUntil;

class NoDetector final : public Detector {
public:
    [[nodiscard]] Size wantedSize(int width, int height) const override { return {width, height}; }

    [[nodiscard]] Result<void> detect(const Frame&, std::vector<Detection>&) override { return {}; }
};

class NoJournal final : public Journal {
public:
    void record(JournalEntry) override {}
};

class Viewer final : public LiveViewer {
public:
    void onFrame(LiveFramePtr frame) override { width = frame->picture.picture()->width; }

    std::atomic<int> width = 0;  // of the newest picture: which camera it is from
};

ScriptedServer::Script streamOf(int width) {
    return [width](ScriptedPeer& peer, int) {
        const std::string jpeg = test::make({.width = width, .height = 48});
        peer.readRequest();
        peer.send("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n");
        while (
            peer.send("--b\r\nContent-Length: " + std::to_string(jpeg.size()) + "\r\n\r\n" + jpeg + "\r\n")) {
            std::this_thread::sleep_for(10ms);
        }
    };
}

class CameraRegistryTest : public testing::Test {
protected:
    CameraRegistryTest() : network_([this] { context_.run(); }) { registry_.start(); }

    ~CameraRegistryTest() override {
        registry_.clear();
        work_.reset();
        context_.stop();
        network_.join();
    }

    void put(const std::string& url, TlsPolicy tls = TlsPolicy::Verify, const std::string& pin = {}) {
        CameraRoad::Settings settings;
        settings.id = "gate";
        settings.source.cameraId = "gate";
        settings.source.url = url;
        settings.source.tls = tls;
        settings.source.pinnedCertificate = pin;
        registry_.put(settings, {});
    }

    std::unique_ptr<LiveSubscription> watch(LiveViewer& viewer) {
        std::unique_ptr<LiveSubscription> seat;
        registry_.visit("gate",
                        [&](CameraRoad& road) { seat = road.viewers()->join(viewer, Host::Feed::Relayed); });
        return seat;
    }

    std::vector<CertificatePins::Pin> pins() {
        const std::lock_guard lock{mutex_};
        return pins_;
    }

    SystemClock clock_;
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_ =
        boost::asio::make_work_guard(context_);
    AnalysisPool pool_{1, [] { return std::make_unique<NoDetector>(); }};
    NoJournal journal_;
    Metrics metrics_;
    std::mutex mutex_;
    std::vector<CertificatePins::Pin> pins_;
    int refusals_ = 1;  // the first time the disk is busy
    CameraRegistry registry_{{context_, clock_, pool_, journal_, metrics_, [](const std::string&, bool) {},
                              [](const std::string&, const ZoneMinute&) {},
                              [this](const CertificatePins::Pin& pin) {
                                  const std::lock_guard lock{mutex_};
                                  if (refusals_-- > 0) {
                                      return false;
                                  }
                                  pins_.push_back(pin);
                                  return true;
                              }}};
    std::thread network_;
};

TEST_F(CameraRegistryTest, ViewersStayWhenTheCameraIsAnotherOne) {
    ScriptedServer before(streamOf(64));
    ScriptedServer after(streamOf(128));
    put(before.url());
    Viewer viewer;
    const auto seat = watch(viewer);
    ASSERT_TRUE(waitUntil([&] { return viewer.width == 64; }));
    put(after.url());
    EXPECT_TRUE(waitUntil([&] { return viewer.width == 128; }));
}

// A reader of the counters must not find more pictures analysed than came, however seldom the source is
// asked.
TEST_F(CameraRegistryTest, APictureIsCountedAsReceivedAsItComes) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        const std::string jpeg = test::make({.width = 64, .height = 48});
        peer.readRequest();
        peer.send("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n");
        for (int i = 0; i < 3; ++i) {
            peer.send("--b\r\nContent-Length: " + std::to_string(jpeg.size()) + "\r\n\r\n" + jpeg +
                      "\r\n--b\r\n");
            std::this_thread::sleep_for(10ms);
        }
        peer.hang();
    });
    put(server.url());
    Viewer viewer;
    const auto seat = watch(viewer);
    ASSERT_TRUE(waitUntil([&] { return viewer.width == 64; }));
    CameraStatus status;
    registry_.visit("gate", [&](CameraRoad& road) { status = road.status(); });
    EXPECT_GE(status.source.received, 1U) << "before the second of the next tick is over";
}

TEST_F(CameraRegistryTest, TheFirstCertificateIsKeptOnceItCanBe) {
    const test::TlsIdentity identity;
    ScriptedServer server(streamOf(64), identity.peers());
    put("https://127.0.0.1:" + std::to_string(server.port()) + "/", TlsPolicy::Pin);
    Viewer viewer;
    const auto seat = watch(viewer);
    ASSERT_TRUE(waitUntil([&] { return !pins().empty(); }));
    EXPECT_EQ(pins()[0].camera, "gate");
    EXPECT_EQ(pins()[0].peer, "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(pins()[0].certificate.size(), 64U);

    // With it the camera is trusted; with another it is not, and nothing new is kept.
    const std::string pin = pins()[0].certificate;
    viewer.width = 0;
    put("https://127.0.0.1:" + std::to_string(server.port()) + "/", TlsPolicy::Pin, pin);
    EXPECT_TRUE(waitUntil([&] { return viewer.width == 64; }));
    put("https://127.0.0.1:" + std::to_string(server.port()) + "/", TlsPolicy::Pin, std::string(64, '0'));
    EXPECT_TRUE(waitUntil([&] {
        std::string reason;
        registry_.visit("gate", [&](CameraRoad& road) {
            const auto state = road.status().state;
            reason = state.reason ? state.reason->message : "";
        });
        return reason.find("another certificate") != std::string::npos;
    }));
    EXPECT_EQ(pins().size(), 1U);
}

}  // namespace
}  // namespace ocellus
