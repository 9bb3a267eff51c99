// SPDX-License-Identifier: Apache-2.0
// A hostile camera costs bounded memory and no other camera anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <random>

#include "ingest/http_source.h"
#include "support/heap_gauge.h"
#include "support/scripted_server.h"
#include "support/source_recorder.h"
#include "support/synthetic_jpeg.h"

namespace ocellus {
namespace {

using namespace std::chrono_literals;
using test::HeapGauge;
using test::make;
using test::ScriptedPeer;
using test::ScriptedServer;
using testing::HasSubstr;

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n";
constexpr std::ptrdiff_t kMiB = 1 << 20;

std::string part(const std::string& jpeg) {
    return "--b\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(jpeg.size()) + "\r\n\r\n" +
           jpeg + "\r\n";
}

// A mebibyte of noise without FF: data of a picture that has no end.
const std::string& noise() {
    static const std::string block = [] {
        std::minstd_rand random(7);
        std::string bytes(kMiB, '\0');
        for (char& byte : bytes) {
            byte = static_cast<char>(random() % 255);
        }
        return bytes;
    }();
    return block;
}

void flood(ScriptedPeer& peer, const std::string& block) {
    while (peer.send(block)) {
    }
}

struct Attack {
    const char* name;
    std::function<void(ScriptedPeer&)> answer;  // after the request
    const char* reason;                         // what the user reads; empty: none is owed
    const char* counted;                        // a picture error that must be counted, or empty
};

const std::string& picture() {
    static const std::string jpeg = make({});
    return jpeg;
}

std::vector<Attack> attacks() {
    return {
        {"endless headers",
         [](ScriptedPeer& peer) {
             peer.send("HTTP/1.1 200 OK\r\n");
             flood(peer, "X-Header: value of it\r\n");
         },
         "answer head over 32 KiB", ""},
        {"an endless status line", [](ScriptedPeer& peer) { flood(peer, std::string(1000, 'H')); },
         "answer head over 32 KiB", ""},
        {"endless interim answers", [](ScriptedPeer& peer) { flood(peer, "HTTP/1.1 100 Continue\r\n\r\n"); },
         "answers 100 Continue", ""},
        {"an endless part head",
         [](ScriptedPeer& peer) {
             peer.send(kHead);
             peer.send("--b\r\n");
             flood(peer, "X-Header: value of it\r\n");
         },
         "no whole picture", ""},
        {"an endless part",
         [](ScriptedPeer& peer) {
             peer.send(kHead);
             peer.send("--b\r\n\r\n" + picture().substr(0, 400));
             flood(peer, noise());
         },
         "", "too-large"},
        {"an endless picture of no boundary",
         [](ScriptedPeer& peer) {
             peer.send("HTTP/1.0 200 OK\r\n\r\n" + picture().substr(0, 400));
             flood(peer, noise());
         },
         "", "too-large"},
        {"a boundary of nothing",
         [](ScriptedPeer& peer) {
             peer.send("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=\r\n\r\n");
             flood(peer, "--\r\n--\r\n\r\n");
         },
         "no whole picture", ""},
        {"a Content-Length of 1 GB in the head",
         [](ScriptedPeer& peer) {
             peer.send("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 1000000000\r\n\r\n" +
                       picture().substr(0, 400));
             flood(peer, noise());
         },
         "", "too-large"},
        {"a Content-Length of 1 GB in the part",
         [](ScriptedPeer& peer) {
             peer.send(kHead);
             peer.send("--b\r\nContent-Length: 1000000000\r\n\r\n" + picture().substr(0, 400));
             flood(peer, noise());
         },
         "", "too-large"},
        {"sizes beyond 64 bits",
         [](ScriptedPeer& peer) {
             peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n");
             flood(peer, noise());
         },
         "broken framing", ""},
        {"an endless chunk extension",
         [](ScriptedPeer& peer) {
             peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;");
             flood(peer, std::string(1000, 'x'));
         },
         "broken framing", ""},
        {"garbage for a head", [](ScriptedPeer& peer) { flood(peer, noise()); }, "", ""},
        {"garbage for pictures",
         [](ScriptedPeer& peer) {
             peer.send(kHead);
             flood(peer, noise());
         },
         "no whole picture", ""},
        {"a slow drip of a head",
         [](ScriptedPeer& peer) {
             while (peer.send("H")) {
                 std::this_thread::sleep_for(5ms);
             }
         },
         "no whole picture", ""},
        {"a slow drip of a picture",
         [](ScriptedPeer& peer) {
             peer.send(std::string(kHead) + "--b\r\nContent-Length: 5000\r\n\r\n" + picture().substr(0, 400));
             while (peer.send("x")) {
                 std::this_thread::sleep_for(5ms);
             }
         },
         "no whole picture", "truncated"},
        {"a hang inside a picture",
         [](ScriptedPeer& peer) {
             peer.send(std::string(kHead) + part(picture()).substr(0, 500));
             peer.hang();
         },
         "has sent nothing", "truncated"},
        {"a reset inside a picture",
         [](ScriptedPeer& peer) {
             peer.send(std::string(kHead) + part(picture()).substr(0, 500));
             peer.reset();
         },
         "broke the connection off", ""},
        {"a redirect loop",
         [](ScriptedPeer& peer) {
             do {
                 peer.answer("302 Found", "Location: /again\r\n", "");
             } while (!peer.readRequest().empty());
         },
         "redirects too often", ""},
        {"an endlessly stale nonce",
         [](ScriptedPeer& peer) {
             do {
                 peer.answer("401 No", "WWW-Authenticate: Digest realm=r, nonce=n, stale=true\r\n", "");
             } while (!peer.readRequest().empty());
         },
         "refused the password", ""},
        {"a picture of 65500x65500",
         [](ScriptedPeer& peer) {
             peer.send(kHead);
             while (peer.send(part(make({.width = 65500, .height = 65500})))) {
                 std::this_thread::sleep_for(1ms);
             }
         },
         "no whole picture", "too-many-pixels"},
        {"a picture of a thousand scans",
         [](ScriptedPeer& peer) {
             const std::string scans = part(make({.dataBytes = 10, .scans = 1000, .frame = 0xc2}));
             peer.send(kHead);
             while (peer.send(scans)) {
                 std::this_thread::sleep_for(1ms);
             }
         },
         "no whole picture", "too-many-scans"},
        {"a flood of small pictures",
         [](ScriptedPeer& peer) {
             peer.send(kHead);
             std::string many;
             for (int i = 0; i < 100; ++i) {
                 many += part(picture());
             }
             flood(peer, many);
         },
         "", ""},
    };
}

// How long the network thread is held at most by one turn, in its own processor time: what else runs on the
// machine does not count.
class CpuTurn {
public:
    void end() {
        const auto now = spent();
        longest_ = std::max(longest_, now - last_);
        last_ = now;
    }

    [[nodiscard]] std::chrono::nanoseconds longest() const { return longest_; }

private:
    static std::chrono::nanoseconds spent() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
    }

    std::chrono::nanoseconds last_ = spent();
    std::chrono::nanoseconds longest_{};
};

std::size_t openDescriptors() {
    const std::filesystem::directory_iterator entries("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

class HostileCamera : public testing::TestWithParam<Attack> {};

TEST_P(HostileCamera, CostsBoundedMemoryAndDisturbsNoOther) {
    const Attack& attack = GetParam();
    (void)noise();
    ScriptedServer hostile([&](ScriptedPeer& peer, int) {
        peer.readRequest();
        attack.answer(peer);
    });
    ScriptedServer healthy([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(kHead);
        while (peer.send(part(picture()))) {
            std::this_thread::sleep_for(5ms);
        }
    });
    const SystemClock clock;
    HttpSourceTimes times;
    times.stall = 100ms;
    times.picture = *attack.reason == '\0' ? 5s : 600ms;
    times.backOff = {.afterWorking = 20ms, .first = 20ms, .most = 100ms};
    const std::ptrdiff_t before = HeapGauge::live();
    {
        boost::asio::io_context context;
        test::SourceRecorder bad;
        test::SourceRecorder good;
        const auto open = [&](const ScriptedServer& server, SourceListener& listener, HttpSourceTimes waits) {
            SourceSettings settings;
            settings.url = server.url();
            settings.username = "admin";
            auto source = makeHttpSource(context, clock, settings, listener, waits);
            (*source)->start();
            return *std::move(source);
        };
        const auto calm = open(healthy, good, {});
        ASSERT_TRUE(test::runUntil(context, [&] { return good.pictures.size() >= 3; }));
        HeapGauge::restart();
        const std::ptrdiff_t quiet = HeapGauge::live();
        const auto source = open(hostile, bad, times);
        CpuTurn turn;
        const auto done = [&] {
            turn.end();
            good.pictures.clear();  // what a slow reader would hold is not the source's
            bad.pictures.clear();
            const SourceStatistics statistics = source->statistics();
            const bool down = bad.phase() == SourceState::Phase::Down;
            const bool counted = *attack.counted == '\0' || statistics.pictureErrors.contains(attack.counted);
            return counted && (down || (*attack.reason == '\0' && statistics.bytes > 0));
        };
        ASSERT_TRUE(test::runUntil(context, done, 20s));
        if (*attack.reason != '\0') {
            EXPECT_THAT(bad.reason(), HasSubstr(attack.reason));
        }
        EXPECT_LT(turn.longest(), 50ms) << "of the network thread's own time, at one go";
        // Twice the cap of a part, which is how a buffer grows up to it, and small change.
        EXPECT_LT(HeapGauge::peak() - quiet, 26 * kMiB);
        const std::uint64_t had = calm->statistics().received;
        EXPECT_TRUE(test::runUntil(context, [&] { return calm->statistics().received >= had + 5; }));
        EXPECT_EQ(calm->statistics().reconnects, 0u) << "the healthy camera never noticed";
        EXPECT_EQ(good.phase(), SourceState::Phase::Up);
    }
    EXPECT_LT(HeapGauge::live() - before, kMiB) << "all is given back";
}

INSTANTIATE_TEST_SUITE_P(Attacks, HostileCamera, testing::ValuesIn(attacks()), [](const auto& attack) {
    std::string name;
    for (const char* c = attack.param.name; *c != '\0'; ++c) {
        name += std::isalnum(static_cast<unsigned char>(*c)) != 0 ? *c : '_';
    }
    return name;
});

// Reconnects leave no memory and no descriptor behind.
TEST(RestlessCamera, HundredsOfReconnectsLeaveNothingBehind) {
    ScriptedServer server([](ScriptedPeer& peer, int) {
        peer.readRequest();
        peer.send(std::string(kHead) + part(picture()));
    });
    const SystemClock clock;
    boost::asio::io_context context;
    test::SourceRecorder recorder;
    HttpSourceTimes times;
    times.backOff = {.afterWorking = Duration{10}, .first = Duration{10}, .most = Duration{10}};
    SourceSettings settings;
    settings.url = server.url();
    const auto source = *makeHttpSource(context, clock, settings, recorder, times);
    source->start();
    const auto runTo = [&](std::uint64_t reconnects) {
        return test::runUntil(
            context,
            [&] {
                recorder.pictures.clear();
                recorder.states.clear();
                return source->statistics().reconnects >= reconnects;
            },
            20s);
    };
    ASSERT_TRUE(runTo(50));
    const std::ptrdiff_t bytes = HeapGauge::live();
    const std::size_t descriptors = openDescriptors();
    ASSERT_TRUE(runTo(300));
    EXPECT_LT(HeapGauge::live() - bytes, 64 * 1024);
    EXPECT_LT(openDescriptors(), descriptors + 8);
}

}  // namespace
}  // namespace ocellus
