// SPDX-License-Identifier: Apache-2.0
#include "ingest/worker_pull.h"

#include <fcntl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
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
    : context_(context),
      clock_(clock),
      cameraId_(std::move(cameraId)),
      target_(std::move(target)),
      owner_(&listener),
      terms_(std::move(terms)),
      backOff_(terms_.backOff),
      timer_(context),
      random_(std::random_device{}()) {}

void WorkerPull::start() {
    if (listener_ != nullptr) {
        return;
    }
    listener_ = owner_;
    asio::co_spawn(context_, run(shared_from_this(), ++life_), asio::detached);
}

void WorkerPull::stop() {
    listener_ = nullptr;
    ++life_;
    state_ = {};
    timer_.cancel();
    if (waiting_ != nullptr) {
        waiting_->cancel();
    }
}

asio::awaitable<void> WorkerPull::run(std::shared_ptr<WorkerPull> self, std::uint64_t life) {
    co_await asio::post(asio::use_awaitable);  // start() itself calls nobody back
    if (self->life_ == life) {
        self->tell(SourceState::Phase::Connecting);
    }
    while (self->life_ == life) {
        Error reason = co_await self->once();
        if (self->life_ != life) {
            break;
        }
        if (reason.kind == Error::Kind::Unauthorised) {
            self->backOff_.slowDown();
        }
        self->tell(SourceState::Phase::Down, std::move(reason));
        const double random = std::uniform_real_distribution<double>(0, 1)(self->random_);
        co_await self->sleep(self->backOff_.next(self->worked_, random));
    }
}

asio::awaitable<Error> WorkerPull::once() {
    worked_ = false;
    auto link = open();
    if (!link) {
        co_return link.error();
    }
    statistics_.reconnects += runs_++ > 0 ? 1 : 0;
    const Instant now = clock_.now();
    const int copy = ::fcntl(link->descriptor(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) {
        co_return Error{Error::Kind::Internal, target_.subject + ": no descriptor is left",
                        "raise the limit on open files (ulimit -n)"};
    }
    Run run{*std::move(link),
            asio::posix::stream_descriptor{context_, copy},
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
    worked_ = run.pictures > 0;
    // One that lied or hangs gets no time to take leave.
    retire(std::move(run.link), reason.kind == Error::Kind::Protocol || reason.kind == Error::Kind::Timeout);
    co_return reason;
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
    const std::uint64_t life = life_;
    const Error stopped{Error::Kind::Unavailable, "stopped", {}};
    while (life_ == life) {
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
        timer_.expires_after(kLook);
        timer_.async_wait([self = shared_from_this(), &run](const boost::system::error_code& code) {
            if (!code && self->waiting_ == &run.readable) {
                run.readable.cancel();
            }
        });
        co_await run.readable.async_wait(asio::posix::descriptor_base::wait_read,
                                         asio::as_tuple(asio::use_awaitable));
        timer_.cancel();
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
    const std::uint64_t life = life_;
    if (!target_.path.empty()) {
        // Its slot stays taken meanwhile, so the worker decodes no further ahead than it has slots.
        const Instant now = clock_.now();
        co_await sleep(run.pace.due(ready.time, now) - now);
    }
    if (life_ != life) {
        co_return std::nullopt;
    }
    auto bytes = run.link.take(ready);
    if (!bytes) {
        co_return bytes.error();
    }
    const Instant now = clock_.now();
    run.heard = now;
    auto picture = media::toPicture(ready, *std::move(bytes), decoder_);
    if (picture) {
        publish(run, *picture, ready);
    } else {
        ++statistics_.pictureErrors[std::string{picture.error().reason}];
    }
    if (const Duration wait = run.throttle.spent(ready.bytes / kRawPerWire, 1, now); wait > Duration{}) {
        co_await sleep(wait);
    }
    co_return std::nullopt;
}

void WorkerPull::publish(Run& run, const std::shared_ptr<Picture>& picture,
                         const media::PictureReady& ready) {
    const Instant now = clock_.now();
    const WallTime wall = clock_.wallNow();
    Instant captured = now;
    if (target_.path.empty()) {
        // A worker's word counts only where it can be true.
        const bool plausible =
            ready.captured && *ready.captured <= now && now - *ready.captured < kMaximumLateness;
        const Instant arrived = plausible ? *ready.captured : now;
        captured = run.senderTime.captured(ready.sent, arrived, wall - (now - arrived));
    }
    picture->sequence = ++sequence_;
    picture->captured = captured;
    picture->stamp = wall - (now - captured);
    picture->received = now;
    run.lastPicture = now;
    ++statistics_.received;
    if (run.pictures++ == 0) {
        log::info("camera up camera={} width={} height={}", cameraId_, picture->width, picture->height);
        tell(SourceState::Phase::Up);
    }
    if (listener_ != nullptr) {
        listener_->onPicture(picture);
    }
}

void WorkerPull::hear(Run& run) {
    run.heard = clock_.now();
    if (!std::exchange(run.spoke, true)) {
        run.lastPicture = run.lastByte = run.heard;  // what it took to start is not the camera's fault
    }
}

void WorkerPull::note(Run& run, const media::Pulse& pulse) {
    if (pulse.bytes > run.bytes) {
        statistics_.bytes += pulse.bytes - std::exchange(run.bytes, pulse.bytes);
        run.lastByte = clock_.now();
    }
}

void WorkerPull::note(const media::Certificate& certificate) {
    if (target_.job.trust == media::Job::Trust::Pin && target_.job.pin.empty()) {
        target_.job.pin = certificate.hash;
        log::info("certificate pinned camera={} sha256={}", cameraId_, certificate.hash);
    }
    statistics_.certificate = certificate.hash;
}

std::optional<Error> WorkerPull::stalled(const Run& run) const {
    const Instant now = clock_.now();
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
    asio::co_spawn(context_, bury(media::WorkerLink::finish(std::move(link))), asio::detached);
}

asio::awaitable<void> WorkerPull::bury(media::WorkerProcess process) {
    asio::steady_timer timer{co_await asio::this_coro::executor};
    for (int tries = 0; tries < kBuryTries && !process.reap(); ++tries) {
        timer.expires_after(kBuryInterval);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

asio::awaitable<void> WorkerPull::sleep(Duration duration) {
    timer_.expires_after(duration);
    co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
}

void WorkerPull::tell(SourceState::Phase phase, std::optional<Error> reason) {
    const std::string before = state_.reason ? state_.reason->text() : "";
    const std::string after = reason ? reason->text() : "";
    if (phase == state_.phase && before == after) {
        return;
    }
    if (phase == SourceState::Phase::Down) {
        log::warn("camera down camera={} reason=\"{}\"", cameraId_, after);
    }
    state_ = {phase, std::move(reason)};
    if (listener_ != nullptr) {
        listener_->onState(state_);
    }
}

}  // namespace ocellus
