// SPDX-License-Identifier: Apache-2.0
#include "ingest/worker_pull.h"

#include <fcntl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "base/log.h"
#include "media/failure_text.h"
#include "media/video_clip.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr Duration kLook = milliseconds{500};  // how often stalls are looked for
constexpr Duration kBuryInterval = milliseconds{20};
constexpr int kBuryTries = 100;  // two seconds, then it is killed
// Decoded pictures are at least that much larger than what came over the wire, which the throttle bounds.
constexpr std::uint64_t kRawPerWire = 16;
constexpr Duration kMaximumLateness = std::chrono::seconds{10};

std::string seconds(Duration duration) {
    return std::to_string(static_cast<int>(toSeconds(duration))) + " s";
}

}  // namespace

WorkerPull::WorkerPull(asio::io_context& context, const Clock& clock, std::string cameraId, Target target,
                       SourceListener& listener, WorkerSourceTerms terms)
    : SourceLife(context, clock, std::move(cameraId), listener, terms.backOff),
      target_(std::move(target)),
      terms_(std::move(terms)) {}

void WorkerPull::interrupt() {
    if (waiting_ != nullptr) {
        waiting_->cancel();
    }
}

asio::awaitable<SourceLife::End> WorkerPull::once() {
    auto link = open();
    if (!link) {
        co_return End{link.error()};
    }
    countConnection();
    const Instant now = clock().now();
    const int copy = ::fcntl(link->descriptor(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) {
        co_return End{{Error::Kind::Internal, target_.subject + ": no descriptor is left",
                       "raise the limit on open files (ulimit -n)"}};
    }
    Run run{*std::move(link),
            asio::posix::stream_descriptor{context(), copy},
            now,
            now,
            now,
            false,
            0,
            0,
            {},
            {},
            {}};
    waiting_ = &run.readable;
    Error reason = co_await listen(run);
    if (waiting_ == &run.readable) {
        waiting_ = nullptr;
    }
    const bool worked = run.pictures > 0;
    // One that lied or hangs gets no time to take leave.
    retire(std::move(run.link), reason.kind == Error::Kind::Protocol || reason.kind == Error::Kind::Timeout);
    co_return End{std::move(reason), worked};
}

Result<media::WorkerLink> WorkerPull::open() {
    auto program = terms_.worker.empty() ? media::findWorkerProgram() : Result<std::string>{terms_.worker};
    if (!program) {
        return tl::unexpected{program.error()};
    }
    media::UniqueFd file;
    if (!target_.path.empty()) {
        auto opened = media::openVideoFile(target_.path);
        if (!opened) {
            return tl::unexpected{opened.error()};
        }
        file = *std::move(opened);
    }
    return media::WorkerLink::open(*program, target_.job, std::move(file));
}

asio::awaitable<Error> WorkerPull::listen(Run& run) {
    const std::uint64_t mine = life();
    const Error stopped{Error::Kind::Unavailable, "stopped", {}};
    while (life() == mine) {
        auto message = run.link.receive();
        if (!message) {
            co_return Error{message.error().kind, target_.subject + ": " + message.error().message,
                            message.error().remedy};
        }
        if (*message) {
            hear(run);
            if (auto ended = co_await take(run, **message)) {
                co_return *std::move(ended);
            }
            continue;
        }
        if (auto reason = stalled(run)) {
            co_return *std::move(reason);
        }
        // A timer that fires late only makes this look again.
        timer().expires_after(kLook);
        timer().async_wait([this, self = shared_from_this(), &run](const boost::system::error_code& code) {
            if (!code && waiting_ == &run.readable) {
                run.readable.cancel();
            }
        });
        co_await run.readable.async_wait(asio::posix::descriptor_base::wait_read,
                                         asio::as_tuple(asio::use_awaitable));
        timer().cancel();
    }
    co_return stopped;
}

asio::awaitable<std::optional<Error>> WorkerPull::take(Run& run, const media::WorkerMessage& message) {
    if (const auto* ready = std::get_if<media::PictureReady>(&message)) {
        co_return co_await takePicture(run, *ready);
    }
    if (const auto* pulse = std::get_if<media::Pulse>(&message)) {
        note(run, *pulse);
    } else if (const auto* certificate = std::get_if<media::Certificate>(&message)) {
        note(*certificate);
    } else if (const auto* failed = std::get_if<media::WorkerFailure>(&message)) {
        co_return media::explainFailure(*failed, target_.subject);
    } else {
        run.pace.loop();
    }
    co_return std::nullopt;
}

asio::awaitable<std::optional<Error>> WorkerPull::takePicture(Run& run, const media::PictureReady& ready) {
    const std::uint64_t mine = life();
    if (!target_.path.empty()) {
        // Its slot stays taken meanwhile, so the worker decodes no further ahead than it has slots.
        const Instant now = clock().now();
        co_await sleep(run.pace.due(ready.time, now) - now);
    }
    if (life() != mine) {
        co_return std::nullopt;
    }
    auto bytes = run.link.take(ready);
    if (!bytes) {
        co_return bytes.error();
    }
    const Instant now = clock().now();
    run.heard = now;
    auto picture = media::toPicture(ready, *std::move(bytes), decoder_);
    if (picture) {
        publishReady(run, *picture, ready);
    } else {
        ++counts().pictureErrors[std::string{picture.error().reason}];
    }
    if (const Duration wait = run.throttle.spent(ready.bytes / kRawPerWire, 1, now); wait > Duration{}) {
        co_await sleep(wait);
    }
    co_return std::nullopt;
}

void WorkerPull::publishReady(Run& run, const std::shared_ptr<Picture>& picture,
                              const media::PictureReady& ready) {
    const Instant now = clock().now();
    const WallTime wall = clock().wallNow();
    Instant captured = now;
    if (target_.path.empty()) {
        // A worker's word counts only where it can be true.
        const bool plausible =
            ready.captured && *ready.captured <= now && now - *ready.captured < kMaximumLateness;
        const Instant arrived = plausible ? *ready.captured : now;
        captured = run.senderTime.captured(ready.sent, arrived, wall - (now - arrived));
    }
    picture->captured = captured;
    picture->stamp = wall - (now - captured);
    picture->received = now;
    run.lastPicture = now;
    publish(picture, run.pictures++ == 0);
}

void WorkerPull::hear(Run& run) {
    run.heard = clock().now();
    if (!std::exchange(run.spoke, true)) {
        run.lastPicture = run.lastByte = run.heard;  // what it took to start is not the camera's fault
    }
}

void WorkerPull::note(Run& run, const media::Pulse& pulse) {
    if (pulse.bytes > run.bytes) {
        counts().bytes += pulse.bytes - std::exchange(run.bytes, pulse.bytes);
        run.lastByte = clock().now();
    }
}

void WorkerPull::note(const media::Certificate& certificate) {
    if (target_.job.trust == media::Job::Trust::Pin && target_.job.pin.empty()) {
        target_.job.pin = certificate.hash;
        log::info("certificate pinned camera={} sha256={}", cameraId(), certificate.hash);
    }
    counts().certificate = certificate.hash;
}

std::optional<Error> WorkerPull::stalled(const Run& run) const {
    const Instant now = clock().now();
    if (!run.spoke && now - run.heard <= terms_.start) {
        return std::nullopt;
    }
    if (now - run.heard > terms_.silence) {
        return Error{
            Error::Kind::Timeout, target_.subject + ": the media worker hangs",
            "it is started again; if this repeats, the stream may be damaged: try another profile or codec"};
    }
    const bool flowed = run.bytes > 0 && run.pictures > 0;
    if (flowed && now - run.lastByte > terms_.stall && now - run.lastPicture > terms_.stall) {
        return Error{Error::Kind::Timeout, target_.subject + " has sent nothing for " + seconds(terms_.stall),
                     "set its rate to 1 picture a second or more; if it hangs often, update its firmware"};
    }
    if (now - run.lastPicture > terms_.picture) {
        const std::string what =
            run.bytes > 0 ? " sends data but no whole picture within " : ": no picture within ";
        return Error{Error::Kind::Timeout, target_.subject + what + seconds(terms_.picture),
                     run.bytes > 0
                         ? "shorten its key frame interval (GOP) to 2 s or less, or lower its resolution"
                         : "check address, port and path, and the network between"};
    }
    return std::nullopt;
}

void WorkerPull::retire(media::WorkerLink link, bool kill) {
    if (kill) {
        link.process().kill();
    }
    asio::co_spawn(context(), bury(media::WorkerLink::finish(std::move(link))), asio::detached);
}

asio::awaitable<void> WorkerPull::bury(media::WorkerProcess process) {
    asio::steady_timer timer{co_await asio::this_coro::executor};
    for (int tries = 0; tries < kBuryTries && !process.reap(); ++tries) {
        timer.expires_after(kBuryInterval);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

}  // namespace ocellus
