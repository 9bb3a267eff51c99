// SPDX-License-Identifier: Apache-2.0
#include "media/worker_link.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "media/video_clip.h"
#include "support/clip_maker.h"

namespace ocellus::media {
namespace {

WorkerLink openFake(const std::string& manner) {
    Job job;
    job.kind = Job::Kind::Rtsp;
    job.url = "rtsp://127.0.0.1/" + manner;
    auto link = WorkerLink::open(OCELLUS_FAKE_WORKER, job);
    EXPECT_TRUE(link) << link.error().text();
    return *std::move(link);
}

// The next message or error, within ten seconds.
Result<std::optional<WorkerMessage>> next(WorkerLink& link) {
    while (true) {
        auto message = link.receive();
        if (!message || *message) {
            return message;
        }
        pollfd readable{link.descriptor(), POLLIN, 0};
        if (::poll(&readable, 1, 10'000) <= 0) {
            return message;
        }
    }
}

std::size_t openDescriptors() {
    const std::filesystem::directory_iterator all{"/proc/self/fd"};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::string statusOf(pid_t process) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/status"};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(WorkerLink, PicturesAreCopiedOutAndTheirSlotsGoBack) {
    auto link = openFake("play");
    for (int count = 0; count < 10; ++count) {
        const auto message = next(link);
        ASSERT_TRUE(message && *message);
        const auto& ready = std::get<PictureReady>(**message);
        const auto bytes = link.take(ready);
        ASSERT_TRUE(bytes);
        EXPECT_EQ(bytes->size, i420Bytes(16, 16));
        EXPECT_EQ(bytes->view()[0], 42);
    }
}

TEST(WorkerLink, ACrashIsAnErrorWithAReason) {
    auto link = openFake("crash-at-once");
    const auto message = next(link);
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error().kind, Error::Kind::Unavailable);
}

TEST(WorkerLink, NoiseAndLiesAreRefused) {
    auto liar = openFake("lie");
    auto message = next(liar);
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error().kind, Error::Kind::Protocol);

    auto noisy = openFake("noise");
    for (int count = 0; count < 2; ++count) {
        message = next(noisy);
        ASSERT_TRUE(message && *message);
        ASSERT_TRUE(noisy.take(std::get<PictureReady>(**message)));
    }
    for (int count = 0; count < 1000 && message; ++count) {
        message = next(noisy);  // a line of noise may by chance be a message
    }
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error().kind, Error::Kind::Protocol);
}

TEST(WorkerLink, SharedMemoryCannotBeCutUnderItsReader) {
    auto link = openFake("shrink");
    const auto message = next(link);
    ASSERT_TRUE(message && *message);
    EXPECT_EQ(std::get<WorkerFailure>(**message).detail, "sealed");
}

// Standard streams, socket, memory: whatever else this process has open stays here.
TEST(WorkerLink, AWorkerGetsNoOtherDescriptors) {
    const UniqueFd secret{::open("/dev/null", O_RDONLY)};  // not closed on exec
    ASSERT_TRUE(secret.valid());
    auto link = openFake("descriptors");
    const auto message = next(link);
    ASSERT_TRUE(message && *message);
    EXPECT_EQ(std::get<WorkerFailure>(**message).detail, "5");
}

TEST(WorkerLink, FiftyRestartsLeakNothing) {
    const std::size_t before = openDescriptors();
    for (int round = 0; round < 50; ++round) {
        auto link = openFake(round % 2 == 0 ? "crash-at-once" : "silent");
        if (round % 2 == 0) {
            EXPECT_FALSE(next(link));
        } else {
            link.process().kill();
            EXPECT_FALSE(next(link));
        }
    }
    EXPECT_EQ(openDescriptors(), before);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
}

TEST(WorkerLink, FinishLetsAWorkerEndByItself) {
    WorkerProcess process = WorkerLink::finish(openFake("play"));
    pollfd ended{process.exitDescriptor(), POLLIN, 0};
    EXPECT_EQ(::poll(&ended, 1, 10'000), 1);
    EXPECT_TRUE(process.reap());
}

// The real worker, held at its first pictures: it waits for slots that are not handed back.
TEST(MediaWorker, HasGivenUpItsPrivileges) {
    const test::TemporaryFolder folder;
    const auto clip = test::makeClip(folder, {.file = "clip.avi"});
    const auto program = findWorkerProgram();
    if (!clip || !program) {
        GTEST_SKIP() << "no ffmpeg, or no worker built";
    }
    auto file = openVideoFile(*clip);
    ASSERT_TRUE(file);
    auto link = WorkerLink::open(*program, Job{}, *std::move(file));
    ASSERT_TRUE(link);
    auto message = next(*link);
    while (message && *message && std::holds_alternative<Pulse>(**message)) {
        message = next(*link);
    }
    ASSERT_TRUE(message && *message);
    ASSERT_TRUE(std::holds_alternative<PictureReady>(**message));
    const std::string status = statusOf(link->process().id());
    EXPECT_NE(status.find("NoNewPrivs:\t1"), std::string::npos) << status;
    if (::geteuid() == 0) {
        EXPECT_NE(status.find("Uid:\t65534\t65534\t65534\t65534"), std::string::npos) << status;
        EXPECT_NE(status.find("CapEff:\t0000000000000000"), std::string::npos) << status;
    }
    std::ifstream limits{"/proc/" + std::to_string(link->process().id()) + "/limits"};
    std::stringstream text;
    text << limits.rdbuf();
    EXPECT_NE(text.str().find("Max open files            64"), std::string::npos) << text.str();
}

TEST(MediaWorker, TellsWhoStartsItByHand) {
    const auto program = findWorkerProgram();
    if (!program) {
        GTEST_SKIP() << "no worker built";
    }
    auto process = WorkerProcess::spawn(*program, {});
    ASSERT_TRUE(process);
    pollfd ended{process->exitDescriptor(), POLLIN, 0};
    EXPECT_EQ(::poll(&ended, 1, 10'000), 1);
}

TEST(WorkerProcess, AProgramThatIsNotThereIsNamed) {
    const auto process = WorkerProcess::spawn("/nowhere/worker", {});
    ASSERT_FALSE(process);
    EXPECT_NE(process.error().message.find("/nowhere/worker"), std::string::npos);
    EXPECT_FALSE(process.error().remedy.empty());
}

}  // namespace
}  // namespace ocellus::media
