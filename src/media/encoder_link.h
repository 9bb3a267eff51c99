// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "image/picture.h"
#include "media/encoder_message.h"
#include "media/job.h"
#include "media/shared_ring.h"
#include "media/unique_fd.h"
#include "media/worker_process.h"

namespace ocellus::media {

// A worker process that encodes pictures, and the parent's ends of what joins them: a socket and one piece of
// shared memory each way. One picture is under way at a time. Destroying it kills the worker.
// Thread-compatible.
class EncoderLink {
public:
    // `job`: one that encodes().
    [[nodiscard]] static Result<EncoderLink> open(const std::string& program, const Job& job);

    // Readable when receive() has something.
    [[nodiscard]] int descriptor() const { return socket_.get(); }

    // Lays a picture into the shared memory and says so. Only after Ready, and after the reply to the one
    // before.
    [[nodiscard]] Result<void> submit(const Picture& picture, bool key);

    // The next reply, or nothing when there is none yet. An error when the worker broke off or lies.
    [[nodiscard]] Result<std::optional<EncodeReply>> receive();

    // A copy of what a reply of Kind::Encoded speaks of.
    [[nodiscard]] SharedBytes take(const EncodeReply& reply) const;

    // Asks the worker to end and gives the process away to be waited for.
    [[nodiscard]] static WorkerProcess finish(EncoderLink link);

    [[nodiscard]] WorkerProcess& process() { return process_; }

private:
    EncoderLink(UniqueFd socket, SharedRing output, SharedRing input, WorkerProcess process)
        : socket_(std::move(socket)),
          output_(std::move(output)),
          input_(std::move(input)),
          process_(std::move(process)) {}

    UniqueFd socket_;
    SharedRing output_;
    SharedRing input_;
    WorkerProcess process_;
};

}  // namespace ocellus::media
