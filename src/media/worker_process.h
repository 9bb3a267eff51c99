// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <span>
#include <string>

#include "base/result.h"
#include "media/unique_fd.h"

namespace ocellus::media {

inline constexpr int kFirstInherited = 3;  // the number of the first descriptor that a worker is given

// One child process without a shell, started with an empty environment and no descriptors but those it is
// given. It dies with the thread that started it. Never leaves a zombie. Thread-compatible.
class WorkerProcess {
public:
    // `given` become the descriptors 3, 4, … of the child.
    [[nodiscard]] static Result<WorkerProcess> spawn(const std::string& program, std::span<const int> given);

    WorkerProcess(WorkerProcess&& other) noexcept;
    WorkerProcess& operator=(WorkerProcess&&) = delete;
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;
    ~WorkerProcess();  // kills it if it still runs, and waits for that

    void kill();

    // Readable once the child has ended.
    [[nodiscard]] int exitDescriptor() const { return exit_.get(); }

    // True when the child has ended and was collected.
    bool reap();

    [[nodiscard]] pid_t id() const { return id_; }

private:
    WorkerProcess(pid_t id, UniqueFd exit) : id_(id), exit_(std::move(exit)) {}

    pid_t id_;
    UniqueFd exit_;
};

// The program ocellus-media-worker: what OCELLUS_MEDIA_WORKER names, or beside this program, one or two
// folders above it (tests in a build tree), or in ../libexec/ocellus (installed).
[[nodiscard]] Result<std::string> findWorkerProgram();

}  // namespace ocellus::media
