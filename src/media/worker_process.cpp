// SPDX-License-Identifier: Apache-2.0
#include "media/worker_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

namespace ocellus::media {
namespace {

constexpr const char* kWorkerName = "ocellus-media-worker";

// What posix_spawn is to do in the child, freed at the end of the scope.
class SpawnPlan {
public:
    SpawnPlan() {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        // A group of its own: Ctrl-C is for the parent, which then ends its workers in order.
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(&attributes_,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
        posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }

    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }

    void give(int descriptor, int as) { posix_spawn_file_actions_adddup2(&actions_, descriptor, as); }

    void closeFrom(int first) { posix_spawn_file_actions_addclosefrom_np(&actions_, first); }

    int run(pid_t& id, const std::string& program) {
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        // Of the environment nothing is handed on: a variable could make GStreamer or GLib load other code.
        std::array<std::string, 5> settings{"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "GST_REGISTRY_DISABLE=yes",
                                            "GIO_USE_VFS=local", "GSETTINGS_BACKEND=memory"};
        std::array<char*, 6> environment{settings[0].data(), settings[1].data(), settings[2].data(),
                                         settings[3].data(), settings[4].data(), nullptr};
        return ::posix_spawn(&id, program.c_str(), &actions_, &attributes_, arguments.data(),
                             environment.data());
    }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

}  // namespace

Result<WorkerProcess> WorkerProcess::spawn(const std::string& program, std::span<const int> given) {
    // Copies above the numbers they are to get, so that one dup2 does not overwrite the next one's origin.
    std::vector<UniqueFd> copies;
    SpawnPlan plan;
    int next = kFirstInherited;
    for (const int descriptor : given) {
        copies.emplace_back(::fcntl(descriptor, F_DUPFD_CLOEXEC, 64));
        if (!copies.back().valid()) {
            return failure(
                Error::Kind::Internal,
                std::string{"a media worker could not be given its descriptors: "} + std::strerror(errno),
                "raise the limit on open files (ulimit -n)");
        }
        plan.give(copies.back().get(), next++);
    }
    plan.closeFrom(next);
    pid_t id = 0;
    const int code = plan.run(id, program);
    if (code != 0) {
        return failure(Error::Kind::Internal, program + " could not be started: " + std::strerror(code),
                       "install it beside ocellus, or name it in OCELLUS_MEDIA_WORKER");
    }
    UniqueFd exit{static_cast<int>(::syscall(SYS_pidfd_open, id, 0))};
    if (!exit.valid()) {
        const std::string why = std::strerror(errno);
        ::kill(id, SIGKILL);
        ::waitpid(id, nullptr, 0);
        return failure(Error::Kind::Internal, "a media worker cannot be watched: " + why,
                       "Linux 5.3 or newer is needed, and descriptors must be left (ulimit -n)");
    }
    return WorkerProcess{id, std::move(exit)};
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : id_(std::exchange(other.id_, 0)), exit_(std::move(other.exit_)) {}

WorkerProcess::~WorkerProcess() {
    if (id_ > 0) {
        kill();
        while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
}

void WorkerProcess::kill() {
    if (id_ > 0) {
        ::kill(id_, SIGKILL);
    }
}

bool WorkerProcess::reap() {
    if (id_ > 0 && ::waitpid(id_, nullptr, WNOHANG) == id_) {
        id_ = 0;
    }
    return id_ <= 0;
}

Result<std::string> findWorkerProgram() {
    // Read before threads could change it; nothing in this program does.
    if (const char* named = std::getenv("OCELLUS_MEDIA_WORKER"); named != nullptr && *named != '\0') {
        return std::string{named};
    }
    std::error_code code;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", code).parent_path();
    for (const auto& place : {folder / kWorkerName, folder.parent_path() / kWorkerName,
                              folder.parent_path().parent_path() / kWorkerName,
                              folder.parent_path() / "libexec" / "ocellus" / kWorkerName}) {
        if (::access(place.c_str(), X_OK) == 0) {
            return place.string();
        }
    }
    return failure(Error::Kind::NotFound, std::string{kWorkerName} + " is not there, and video needs it",
                   "install it beside ocellus, or name it in OCELLUS_MEDIA_WORKER");
}

}  // namespace ocellus::media
