// SPDX-License-Identifier: Apache-2.0
// ocellus-media-worker: plays one camera or clip, or encodes one camera's pictures, for the process that
// started it, and nothing else. It is no command for people: its descriptors 3 (socket), 4 (shared memory)
// and 5 (an open clip, or the memory that pictures to encode come in) come from its parent.
#include <gst/gst.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "media/encoder_message.h"
#include "media/job.h"
#include "media/shared_ring.h"
#include "media/worker/outlet.h"
#include "media/worker/picture_encoder.h"
#include "media/worker/player.h"
#include "media/worker/plugins.h"
#include "media/worker/sandbox.h"
#include "media/worker_process.h"

namespace ocellus::media {
namespace {

constexpr int kSocket = kFirstInherited;
constexpr int kMemory = kFirstInherited + 1;
constexpr int kClip = kFirstInherited + 2;
constexpr int kInput = kFirstInherited + 2;  // of an encoder

int encodeAll(const Job& job, Outlet& outlet, const std::vector<std::string>& missing) {
    if (!missing.empty()) {
        const auto words =
            encode(EncodeReply{EncodeReply::Kind::Failed, false, 0, "GStreamer plug-in " + missing.front()});
        (void)::send(outlet.descriptor(), words.data(), words.size(), MSG_NOSIGNAL);
        return 1;
    }
    auto input = SharedRing::attach(UniqueFd{kInput}, kEncoderInput);
    if (!input) {
        return 1;
    }
    return PictureEncoder{job, outlet, *std::move(input)}.run();
}

int playAll(Outlet& outlet) {
    const auto job = outlet.receiveJob();
    if (!job) {
        return 2;
    }
    gst_init(nullptr, nullptr);
    const auto missing = loadPlugins(job->kind);
    if (encodes(job->kind)) {
        return encodeAll(*job, outlet, missing);
    }
    if (!missing.empty()) {
        outlet.send(
            WorkerFailure{WorkerFailure::Kind::MissingPlugin, "GStreamer plug-in " + missing.front()});
        return 1;
    }
    outlet.send(Pulse{});  // ready: waits for the stream begin now
    while (true) {
        Player player{*job, outlet, kClip};
        switch (player.play()) {
            case Player::Outcome::Ended:
                outlet.send(ClipEnded{});
                if (!job->loop) {
                    return 0;
                }
                break;
            case Player::Outcome::Failed:
                return 1;
            case Player::Outcome::ParentGone:
                // Taking leave of the camera must not hang; the kernel ends what is left.
                ::alarm(1);
                return 0;
        }
    }
}

int work() {
    struct stat facts {};

    if (::fstat(kSocket, &facts) != 0 || !S_ISSOCK(facts.st_mode)) {
        std::fputs("ocellus-media-worker is started by ocellus, not by hand\n", stderr);
        return 2;
    }
    UniqueFd socket{kSocket};
    auto ring = SharedRing::attach(UniqueFd{kMemory});
    if (!ring || !enterSandbox()) {
        return 1;
    }
    Outlet outlet{std::move(socket), *std::move(ring)};
    const int code = playAll(outlet);
    outlet.awaitLeave();
    return code;
}

}  // namespace
}  // namespace ocellus::media

int main() {
    const int code = ocellus::media::work();
    ::_exit(code);  // nothing is left to save, and libraries' destructors have crashed before
}
