// SPDX-License-Identifier: Apache-2.0
#include "media/encoder_link.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "media/message_socket.h"

namespace ocellus::media {
namespace {

tl::unexpected<Error> brokeOff() {
    return failure(Error::Kind::Unavailable, "the encoder broke off (it crashed, or it was killed)",
                   "it is started again; if this repeats, report it");
}

}  // namespace

Result<EncoderLink> EncoderLink::open(const std::string& program, const Job& job) {
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) {
        return failure(Error::Kind::Internal, std::string{"socket for an encoder: "} + std::strerror(errno),
                       "raise the limit on open files (ulimit -n)");
    }
    UniqueFd ours{pair[0]};
    const UniqueFd theirs{pair[1]};
    auto output = SharedRing::create();
    if (!output) {
        return tl::unexpected{output.error()};
    }
    auto input = SharedRing::create(kEncoderInput, SharedRing::Use::Write);
    if (!input) {
        return tl::unexpected{input.error()};
    }
    const std::array<int, 3> given{theirs.get(), output->descriptor(), input->descriptor()};
    auto process = WorkerProcess::spawn(program, given);
    if (!process) {
        return tl::unexpected{process.error()};
    }
    const auto words = encode(job);
    if (::send(ours.get(), words.data(), words.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0) {
        return brokeOff();
    }
    return EncoderLink{std::move(ours), *std::move(output), *std::move(input), *std::move(process)};
}

Result<void> EncoderLink::submit(const Picture& picture, bool key) {
    const auto room = input_.write(0);
    if (picture.bytes.size > room.size()) {
        return failure(Error::Kind::BadInput, "a picture is too large to be encoded", "lower its resolution");
    }
    std::memcpy(room.data(), picture.bytes.data.get(), picture.bytes.size);
    const auto words = encode(EncodeRequest{picture.format, picture.fullRange, key,
                                            static_cast<std::uint32_t>(picture.width),
                                            static_cast<std::uint32_t>(picture.height), picture.bytes.size});
    if (::send(socket_.get(), words.data(), words.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0) {
        return brokeOff();
    }
    return {};
}

Result<std::optional<EncodeReply>> EncoderLink::receive() {
    std::array<std::uint8_t, kMaximumMessage> buffer{};
    const auto message = receiveMessage(socket_.get(), buffer);
    if (!message) {
        return brokeOff();
    }
    if (!*message) {
        return std::optional<EncodeReply>{};
    }
    return decodeEncodeReply(**message, output_.shape().slotBytes).map([](EncodeReply reply) {
        return std::optional{std::move(reply)};
    });
}

SharedBytes EncoderLink::take(const EncodeReply& reply) const {
    const auto slot = output_.read(0, reply.bytes);
    auto copy = std::make_shared_for_overwrite<std::uint8_t[]>(slot.size());
    std::memcpy(copy.get(), slot.data(), slot.size());
    return SharedBytes{std::shared_ptr<const std::uint8_t>{copy, copy.get()}, slot.size()};
}

WorkerProcess EncoderLink::finish(EncoderLink link) {
    return std::move(link.process_);  // its socket closes here, which ends the worker
}

}  // namespace ocellus::media
