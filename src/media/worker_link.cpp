// SPDX-License-Identifier: Apache-2.0
#include "media/worker_link.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "media/message_socket.h"

namespace ocellus::media {
namespace {

tl::unexpected<Error> brokeOff() {
    return failure(
        Error::Kind::Unavailable, "the media worker broke off (its decoder crashed, or it was killed)",
        "it is started again; if this repeats, the stream may be damaged: try another profile or codec");
}

}  // namespace

Result<WorkerLink> WorkerLink::open(const std::string& program, const Job& job, UniqueFd clip) {
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) {
        return failure(Error::Kind::Internal,
                       std::string{"socket for a media worker: "} + std::strerror(errno),
                       "raise the limit on open files (ulimit -n)");
    }
    UniqueFd ours{pair[0]};
    const UniqueFd theirs{pair[1]};
    auto ring = SharedRing::create();
    if (!ring) {
        return tl::unexpected{ring.error()};
    }
    std::vector<int> given{theirs.get(), ring->descriptor()};
    if (clip.valid()) {
        given.push_back(clip.get());
    }
    auto process = WorkerProcess::spawn(program, given);
    if (!process) {
        return tl::unexpected{process.error()};
    }
    auto words = encode(job);
    const auto sent = ::send(ours.get(), words.data(), words.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    explicit_bzero(words.data(), words.size());  // the password
    if (sent < 0) {
        return brokeOff();
    }
    return WorkerLink{std::move(ours), *std::move(ring), *std::move(process)};
}

Result<std::optional<WorkerMessage>> WorkerLink::receive() {
    std::array<std::uint8_t, kMaximumMessage> buffer{};
    const auto message = receiveMessage(socket_.get(), buffer);
    if (!message) {
        return brokeOff();
    }
    if (!*message) {
        return std::optional<WorkerMessage>{};
    }
    return decodeMessage(**message, ring_.shape()).map([](WorkerMessage decoded) {
        return std::optional{std::move(decoded)};
    });
}

Result<SharedBytes> WorkerLink::take(const PictureReady& picture) {
    const auto slot = ring_.read(picture.slot, picture.bytes);
    auto copy = std::make_shared_for_overwrite<std::uint8_t[]>(slot.size());
    std::memcpy(copy.get(), slot.data(), slot.size());
    // A worker has at most as many slots unreleased as there are, so this finds room unless it stopped
    // reading.
    if (::send(socket_.get(), &picture.slot, sizeof picture.slot, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) {
        return brokeOff();
    }
    return SharedBytes{std::shared_ptr<const std::uint8_t>{copy, copy.get()}, slot.size()};
}

WorkerProcess WorkerLink::finish(WorkerLink link) {
    return std::move(link.process_);  // its socket closes here, which ends the worker
}

}  // namespace ocellus::media
