// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "image/picture.h"
#include "media/job.h"
#include "media/shared_ring.h"
#include "media/unique_fd.h"
#include "media/worker_message.h"
#include "media/worker_process.h"

namespace ocellus::media {

// A worker process and the parent's ends of what joins them: the socket and the shared memory. Destroying it
// kills the worker. Thread-compatible.
class WorkerLink {
public:
    // Starts `program` on `job`. `clip`: the open file of a Job::Kind::Clip; the worker itself can open none.
    [[nodiscard]] static Result<WorkerLink> open(const std::string& program, const Job& job,
                                                 UniqueFd clip = {});

    // Readable when receive() has something.
    [[nodiscard]] int descriptor() const { return socket_.get(); }

    // The next message, or nothing when there is none yet. An error when the worker broke off or sent what no
    // worker of ours sends; then it is of no more use.
    [[nodiscard]] Result<std::optional<WorkerMessage>> receive();

    // Copies a picture out of its slot and hands the slot back.
    [[nodiscard]] Result<SharedBytes> take(const PictureReady& picture);

    // Asks the worker to end (it takes its leave of the camera) and gives the process away to be waited for.
    [[nodiscard]] static WorkerProcess finish(WorkerLink link);

    [[nodiscard]] WorkerProcess& process() { return process_; }

private:
    WorkerLink(UniqueFd socket, SharedRing ring, WorkerProcess process)
        : socket_(std::move(socket)), ring_(std::move(ring)), process_(std::move(process)) {}

    UniqueFd socket_;
    SharedRing ring_;
    WorkerProcess process_;
};

}  // namespace ocellus::media
