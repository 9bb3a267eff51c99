// SPDX-License-Identifier: Apache-2.0
#include "media/worker/sandbox.h"

#include <grp.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

namespace ocellus::media {
namespace {

constexpr uid_t kNobody = 65534;
// Private memory; a 4K H.265 decoder with all its references takes about 400 MiB.
[[maybe_unused]] constexpr rlim_t kMaximumData = rlim_t{1536} << 20;
constexpr rlim_t kMaximumDescriptors = 64;
// A worker that has used a whole core for four days is ended; its source starts another.
constexpr rlim_t kMaximumCpuSeconds = rlim_t{4} * 24 * 3600;

bool limit(__rlimit_resource resource, rlim_t value) {
    rlimit bounds{};
    if (::getrlimit(resource, &bounds) != 0) {
        return false;
    }
    if (bounds.rlim_max != RLIM_INFINITY && bounds.rlim_max < value) {
        value = bounds.rlim_max;
    }
    bounds = {value, value};
    return ::setrlimit(resource, &bounds) == 0;
}

bool becomeNobody() {
    if (::geteuid() != 0) {
        return true;
    }
    return ::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 &&
           ::setresuid(kNobody, kNobody, kNobody) == 0;
}

}  // namespace

bool enterSandbox() {
    // A broken pipe and a file that may not grow (ORC tries one for its code) are errors, not ends.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    ::mallopt(M_ARENA_MAX, 2);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !becomeNobody()) {
        return false;
    }
    // After the change of user, which clears it. A parent gone before this shows as the end of the socket.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        return false;
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    // Sanitizers reserve terabytes for their shadow.
    if (!limit(RLIMIT_DATA, kMaximumData)) {
        return false;
    }
#endif
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, kMaximumDescriptors) &&
           limit(RLIMIT_CPU, kMaximumCpuSeconds);
}

}  // namespace ocellus::media
