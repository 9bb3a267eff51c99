// SPDX-License-Identifier: Apache-2.0
// Stands in for ocellus-media-worker in drills. How it behaves is the last part of its job's URL.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <random>
#include <string>

#include "media/job.h"
#include "media/shared_ring.h"
#include "media/worker_message.h"
#include "media/worker_process.h"

namespace ocellus::media {
namespace {

constexpr int kSocket = kFirstInherited;

void sendBytes(const std::vector<std::uint8_t>& bytes) {
    if (::send(kSocket, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) {
        ::_exit(0);
    }
}

PictureReady picture(SharedRing& ring, std::uint32_t slot) {
    PictureReady ready;
    ready.slot = slot;
    ready.width = ready.height = 16;
    ready.bytes = i420Bytes(16, 16);
    ring.write(slot)[0] = 42;
    return ready;
}

// Pictures as fast as they are taken, for ever or until `count`.
void play(SharedRing& ring, int count) {
    for (int number = 0; number != count; ++number) {
        sendBytes(encode(picture(ring, static_cast<std::uint32_t>(number) % ring.shape().slots)));
        std::uint32_t slot = 0;
        if (::recv(kSocket, &slot, sizeof slot, 0) <= 0) {
            ::_exit(0);
        }
        ::usleep(10'000);
    }
}

void hang() {
    while (true) {
        ::pause();
    }
}

void makeNoise() {
    std::mt19937 random{3};
    while (true) {
        std::vector<std::uint8_t> bytes(1 + random() % 2000);
        for (auto& byte : bytes) {
            byte = static_cast<std::uint8_t>(random());
        }
        sendBytes(bytes);
    }
}

[[noreturn]] void behave(const std::string& manner, SharedRing& ring) {
    if (manner == "play") {
        play(ring, -1);
    } else if (manner == "crash") {
        play(ring, 2);
        std::raise(SIGSEGV);
    } else if (manner == "crash-at-once") {
        std::raise(SIGSEGV);
    } else if (manner == "hang") {
        play(ring, 2);
        hang();
    } else if (manner == "silent") {
        hang();
    } else if (manner == "noise") {
        play(ring, 2);
        makeNoise();
    } else if (manner == "lie") {
        auto ready = picture(ring, 0);
        ready.slot = 1'000'000;
        sendBytes(encode(ready));
        hang();
    } else if (manner == "shrink") {
        // The memory is sealed; a worker that could cut it would kill its parent.
        const bool cut = ::ftruncate(kFirstInherited + 1, 0) == 0;
        sendBytes(encode(WorkerFailure{WorkerFailure::Kind::Other, cut ? "cut" : "sealed"}));
        hang();
    } else if (manner == "flood") {
        while (true) {
            sendBytes(encode(picture(ring, 0)));
        }
    } else if (manner == "refuse") {
        sendBytes(encode(WorkerFailure{WorkerFailure::Kind::WrongPassword, {}}));
        hang();
    } else if (manner == "descriptors") {
        int open = 0;
        for (int number = 0; number < 1024; ++number) {
            open += ::fcntl(number, F_GETFD) >= 0 ? 1 : 0;
        }
        sendBytes(encode(WorkerFailure{WorkerFailure::Kind::Other, std::to_string(open)}));
        hang();
    }
    ::_exit(0);
}

}  // namespace
}  // namespace ocellus::media

int main() {
    using namespace ocellus::media;
    std::array<std::uint8_t, kMaximumJob> buffer{};
    const auto size = ::recv(kSocket, buffer.data(), buffer.size(), 0);
    const auto job =
        size > 0 ? decodeJob(std::span{buffer}.first(static_cast<std::size_t>(size))) : std::nullopt;
    auto ring = SharedRing::attach(UniqueFd{kFirstInherited + 1});
    if (!job || !ring) {
        return 1;
    }
    behave(job->url.substr(job->url.rfind('/') + 1), *ring);
}
