// SPDX-License-Identifier: Apache-2.0
#include "ingest/worker_source.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

#include "ingest/clip_pace.h"
#include "ingest/make_source.h"
#include "ingest/sender_time.h"
#include "support/clip_maker.h"

namespace ocellus {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class Listener final : public SourceListener {
public:
    void onPicture(PicturePtr picture) override { pictures.push_back(std::move(picture)); }

    void onState(const SourceState& state) override { states.push_back(state); }

    [[nodiscard]] std::size_t downs() const {
        return static_cast<std::size_t>(
            std::ranges::count(states, SourceState::Phase::Down, &SourceState::phase));
    }

    [[nodiscard]] const Error* lastReason() const {
        for (auto it = states.rbegin(); it != states.rend(); ++it) {
            if (it->reason) {
                return &*it->reason;
            }
        }
        return nullptr;
    }

    std::vector<PicturePtr> pictures;
    std::vector<SourceState> states;
};

std::vector<pid_t> children() {
    std::vector<pid_t> found;
    for (const auto& task : std::filesystem::directory_iterator{"/proc/self/task"}) {
        std::ifstream file{task.path() / "children"};
        for (pid_t id = 0; file >> id;) {
            found.push_back(id);
        }
    }
    return found;
}

std::size_t openDescriptors() {
    const std::filesystem::directory_iterator all{"/proc/self/fd"};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

class WorkerSourceTest : public testing::Test {
protected:
    std::unique_ptr<Source> open(SourceSettings settings, std::string worker = OCELLUS_FAKE_WORKER) {
        settings.cameraId = "test";
        WorkerSourceTerms terms;
        terms.start = milliseconds{600};
        terms.silence = milliseconds{600};
        terms.stall = milliseconds{600};
        terms.picture = seconds{2};
        terms.backOff = {milliseconds{5}, milliseconds{5}, milliseconds{20}};
        terms.worker = std::move(worker);
        auto source = makeWorkerSource(context_, clock_, std::move(settings), listener_, std::move(terms));
        EXPECT_TRUE(source) << source.error().text();
        return *std::move(source);
    }

    std::unique_ptr<Source> openFake(const std::string& manner) {
        SourceSettings settings;
        settings.url = "rtsp://127.0.0.1/" + manner;
        return open(std::move(settings));
    }

    // Runs the network thread's work until it is so; false after ten seconds.
    bool runUntil(const std::function<bool()>& so) {
        const auto end = std::chrono::steady_clock::now() + seconds{10};
        while (!so() && std::chrono::steady_clock::now() < end) {
            context_.restart();
            context_.run_one_for(milliseconds{50});
        }
        return so();
    }

    bool allWorkersEnd() {
        return runUntil([] { return children().empty(); });
    }

    boost::asio::io_context context_{1};
    SystemClock clock_;
    Listener listener_;
};

TEST_F(WorkerSourceTest, GivesPicturesAndIsUp) {
    const auto source = openFake("play");
    EXPECT_TRUE(listener_.states.empty()) << "start() has not been called";
    source->start();
    ASSERT_TRUE(runUntil([&] { return listener_.pictures.size() >= 5; }));
    EXPECT_EQ(listener_.states.back().phase, SourceState::Phase::Up);
    const Picture& first = *listener_.pictures[0];
    EXPECT_EQ(first.sequence, 1U);
    EXPECT_EQ(first.format, PictureFormat::I420);
    EXPECT_EQ(first.width, 16);
    EXPECT_EQ(first.bytes.view()[0], 42);
    EXPECT_LE(first.captured, clock_.now());
    EXPECT_GT(listener_.pictures[1]->captured, first.captured);
    EXPECT_EQ(source->statistics().received, listener_.pictures.size());
    EXPECT_EQ(source->statistics().reconnects, 0U);
}

struct Drill {
    const char* manner;
    Error::Kind kind;
    bool worksAtFirst;
};

// Whatever a worker does, its source says why and starts another.
TEST_F(WorkerSourceTest, ComesBackAfterEveryKindOfEnd) {
    for (const Drill& drill :
         {Drill{"crash", Error::Kind::Unavailable, true},
          Drill{"crash-at-once", Error::Kind::Unavailable, false}, Drill{"hang", Error::Kind::Timeout, true},
          Drill{"silent", Error::Kind::Timeout, false}, Drill{"noise", Error::Kind::Protocol, true},
          Drill{"lie", Error::Kind::Protocol, false}, Drill{"refuse", Error::Kind::Unauthorised, false}}) {
        listener_ = {};
        const auto source = openFake(drill.manner);
        source->start();
        ASSERT_TRUE(runUntil([&] { return listener_.downs() >= 1 && source->statistics().reconnects >= 1; }))
            << drill.manner;
        ASSERT_NE(listener_.lastReason(), nullptr);
        EXPECT_EQ(listener_.lastReason()->kind, drill.kind)
            << drill.manner << ": " << listener_.lastReason()->text();
        EXPECT_FALSE(listener_.lastReason()->remedy.empty()) << drill.manner;
        EXPECT_EQ(!listener_.pictures.empty(), drill.worksAtFirst) << drill.manner;
    }
    EXPECT_TRUE(allWorkersEnd());
}

TEST_F(WorkerSourceTest, AKilledWorkerIsReplacedAndPicturesGoOn) {
    const auto source = openFake("play");
    source->start();
    ASSERT_TRUE(runUntil([&] { return !listener_.pictures.empty(); }));
    const auto workers = children();
    ASSERT_EQ(workers.size(), 1U);
    ASSERT_EQ(::kill(workers[0], SIGKILL), 0);
    ASSERT_TRUE(runUntil([&] { return listener_.downs() == 1; }));
    const auto before = listener_.pictures.size();
    ASSERT_TRUE(runUntil([&] { return listener_.pictures.size() > before; }));
    EXPECT_EQ(source->statistics().reconnects, 1U);
    EXPECT_EQ(listener_.pictures.back()->sequence, listener_.pictures.size())
        << "sequence goes on without a gap";
}

TEST_F(WorkerSourceTest, FiftyRestartsLeakNothing) {
    const auto source = openFake("crash-at-once");
    source->start();
    ASSERT_TRUE(runUntil([&] { return source->statistics().reconnects >= 2; }));
    source->stop();
    ASSERT_TRUE(allWorkersEnd());
    const std::size_t before = openDescriptors();
    source->start();
    ASSERT_TRUE(runUntil([&] { return source->statistics().reconnects >= 52; }));
    source->stop();
    ASSERT_TRUE(allWorkersEnd());
    EXPECT_EQ(openDescriptors(), before);
}

TEST_F(WorkerSourceTest, AFloodIsBounded) {
    const auto source = openFake("flood");
    source->start();
    const auto end = std::chrono::steady_clock::now() + milliseconds{500};
    while (std::chrono::steady_clock::now() < end) {
        context_.restart();
        context_.run_one_for(milliseconds{20});
    }
    EXPECT_GT(listener_.pictures.size(), 5U);
    EXPECT_LT(listener_.pictures.size(), 100U) << "about 100 a second are taken";
}

TEST_F(WorkerSourceTest, AfterStopNothingIsHeardAndTheWorkerEnds) {
    auto source = openFake("play");
    source->start();
    ASSERT_TRUE(runUntil([&] { return !listener_.pictures.empty(); }));
    source->stop();
    const auto pictures = listener_.pictures.size();
    const auto states = listener_.states.size();
    EXPECT_TRUE(allWorkersEnd());
    EXPECT_EQ(listener_.pictures.size(), pictures);
    EXPECT_EQ(listener_.states.size(), states);
    source->start();
    EXPECT_TRUE(runUntil([&] { return listener_.pictures.size() > pictures; })) << "it can be started again";
    source.reset();
    EXPECT_TRUE(allWorkersEnd());
}

TEST_F(WorkerSourceTest, ThePasswordIsOnNoCommandLine) {
    SourceSettings settings;
    settings.url = "rtsp://127.0.0.1/play";
    settings.username = "admin";
    settings.password = Secret{"geheim"};
    const auto source = open(std::move(settings));
    source->start();
    ASSERT_TRUE(runUntil([&] { return !listener_.pictures.empty(); }));
    for (const char* file : {"cmdline", "environ"}) {
        std::ifstream text{"/proc/" + std::to_string(children().at(0)) + "/" + file};
        const std::string all{std::istreambuf_iterator<char>{text}, {}};
        EXPECT_FALSE(all.empty());
        EXPECT_EQ(all.find("geheim"), std::string::npos) << file;
    }
}

TEST_F(WorkerSourceTest, SettingsThatCannotWorkAreRefused) {
    SourceSettings settings;
    for (const char* url : {"file:", "file://host/clip.mp4", "rtsp://", "rtsp://:99999/"}) {
        settings.url = url;
        const auto source = makeWorkerSource(context_, clock_, settings, listener_);
        ASSERT_FALSE(source) << url;
        EXPECT_EQ(source.error().kind, Error::Kind::BadInput) << url;
    }
}

TEST_F(WorkerSourceTest, AMissingFileIsDownWithAReason) {
    SourceSettings settings;
    settings.url = "file:///nowhere/clip.avi";
    const auto source = open(std::move(settings));
    source->start();
    ASSERT_TRUE(runUntil([&] { return listener_.downs() > 0; }));
    EXPECT_EQ(listener_.lastReason()->kind, Error::Kind::NotFound);
    EXPECT_NE(listener_.lastReason()->message.find("/nowhere/clip.avi"), std::string::npos);
}

// The real worker: a clip of half a second at 10 pictures per second, picked at 5, plays in real time and
// loops.
TEST_F(WorkerSourceTest, AFileLoopsInRealTime) {
    const test::TemporaryFolder folder;
    const auto clip = test::makeClip(folder, {.file = "a clip.avi", .seconds = 0.6});
    if (!clip) {
        GTEST_SKIP() << "no ffmpeg here";
    }
    SourceSettings settings;
    settings.url = "file://" + folder.path().string() + "/a%20clip.avi";
    const auto source = open(std::move(settings), "");
    source->start();
    ASSERT_TRUE(runUntil([&] { return listener_.pictures.size() >= 7; }))
        << (listener_.lastReason() != nullptr ? listener_.lastReason()->text() : "");
    EXPECT_EQ(listener_.downs(), 0U);
    const auto took = listener_.pictures[6]->captured - listener_.pictures[0]->captured;
    EXPECT_NEAR(toSeconds(took), 1.2, 0.3);
    EXPECT_EQ(listener_.pictures[0]->width, 160);
}

TEST(ClipPace, ASecondOfTheClipTakesASecondAlsoWhenItLoops) {
    ClipPace pace;
    const Instant begin{seconds{100}};
    EXPECT_EQ(pace.due(milliseconds{0}, begin), begin);
    EXPECT_EQ(pace.due(milliseconds{200}, begin + milliseconds{5}), begin + milliseconds{200});
    EXPECT_EQ(pace.due(milliseconds{400}, begin + milliseconds{205}), begin + milliseconds{400});
    pace.loop();
    EXPECT_EQ(pace.due(milliseconds{0}, begin + milliseconds{405}), begin + milliseconds{600});
    EXPECT_EQ(pace.due(milliseconds{200}, begin + milliseconds{605}), begin + milliseconds{800});
}

TEST(ClipPace, LagIsNotMadeUpForAndGapsAreSkipped) {
    ClipPace pace;
    const Instant begin{seconds{100}};
    (void)pace.due(milliseconds{0}, begin);
    EXPECT_EQ(pace.due(milliseconds{200}, begin + seconds{5}), begin + seconds{5});
    EXPECT_EQ(pace.due(milliseconds{400}, begin + seconds{5}), begin + milliseconds{5200});
    EXPECT_EQ(pace.due(seconds{4'000'000}, begin + seconds{6}), begin + seconds{6}) << "a worker may lie";
}

TEST(SenderTime, IsUsedWithinTwoSecondsOnly) {
    const Instant arrived{seconds{50}};
    const WallTime wall{seconds{1'800'000'000}};
    SenderTime good;
    EXPECT_EQ(good.captured({}, arrived, wall), arrived) << "no report yet";
    const Instant later = arrived + milliseconds{200};
    const WallTime wallLater = wall + milliseconds{200};
    EXPECT_EQ(good.captured(wallLater - milliseconds{120}, later, wallLater), later - milliseconds{120});
    SenderTime wrong;
    EXPECT_EQ(wrong.captured(wall - seconds{3600}, arrived, wall), arrived);
    EXPECT_EQ(wrong.captured(wall - seconds{1}, later, wall), later)
        << "once wrong, not trusted on this connection";
}

TEST(SenderTime, AStepOfOurWallClockMovesNoInterval) {
    SenderTime time;
    const Instant arrived{seconds{50}};
    const WallTime sent{seconds{1'800'000'000}};
    const Instant first = time.captured(sent, arrived, sent);
    const Instant second =
        time.captured(sent + milliseconds{200}, arrived + milliseconds{200}, sent + seconds{3600});
    EXPECT_EQ(second - first, milliseconds{200});
}

TEST(SenderTime, NeverStandsStillOrGoesBack) {
    SenderTime time;
    const Instant arrived{seconds{50}};
    const WallTime wall{seconds{1'800'000'000}};
    const Instant first = time.captured({}, arrived, wall);
    EXPECT_GT(time.captured(wall - seconds{1}, arrived + milliseconds{10}, wall + milliseconds{10}), first);
}

}  // namespace
}  // namespace ocellus
