// SPDX-License-Identifier: Apache-2.0
#include "restream/picture_encoder.h"

#include <fcntl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "base/log.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;

constexpr Duration kBuryInterval = std::chrono::milliseconds{20};
constexpr int kBuryTries = 100;  // two seconds, then it is killed

}  // namespace

PictureEncoder::PictureEncoder(asio::io_context& context, const Clock& clock, std::string camera, Form form,
                               double rate, Take take, Terms terms)
    : context_(context),
      clock_(clock),
      camera_(std::move(camera)),
      form_(form),
      rate_(rate),
      take_(std::move(take)),
      terms_(std::move(terms)),
      backOff_(terms_.backOff),
      timer_(context),
      news_(context),
      random_(std::random_device{}()) {}

void PictureEncoder::start() {
    asio::co_spawn(context_, run(shared_from_this()), asio::detached);
}

void PictureEncoder::stop() {
    stopped_ = true;
    take_ = nullptr;
    waiting_.reset();
    timer_.cancel();
    news_.cancel();
    if (watched_ != nullptr) {
        watched_->cancel();
    }
}

void PictureEncoder::encode(Publishable picture) {
    state_.skipped += waiting_ ? 1 : 0;
    waiting_ = std::move(picture);
    news_.cancel();
}

asio::awaitable<void> PictureEncoder::run(std::shared_ptr<PictureEncoder> self) {
    while (!self->stopped_) {
        bool worked = false;
        Error reason = co_await self->once(worked);
        if (self->stopped_) {
            break;
        }
        log::warn("encoder down camera={} reason=\"{}\"", self->camera_, reason.text());
        self->state_.reason = std::move(reason);
        self->state_.process = 0;
        const double random = std::uniform_real_distribution<double>(0, 1)(self->random_);
        self->timer_.expires_after(self->backOff_.next(worked, random));
        co_await self->timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

asio::awaitable<Error> PictureEncoder::once(bool& worked) {
    auto program = terms_.worker.empty() ? media::findWorkerProgram() : Result<std::string>{terms_.worker};
    if (!program) {
        co_return program.error();
    }
    media::Job job;
    job.kind = form_ == Form::H264 ? media::Job::Kind::EncodeH264 : media::Job::Kind::EncodeJpeg;
    job.picturesPerSecond = rate_;
    auto link = media::EncoderLink::open(*program, job);
    if (!link) {
        co_return link.error();
    }
    const int copy = ::fcntl(link->descriptor(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) {
        co_return Error{Error::Kind::Internal, "no descriptor is left for an encoder",
                        "raise the limit on open files (ulimit -n)"};
    }
    ++state_.starts;
    state_.process = link->process().id();
    keyWanted_ = true;  // what the worker before it knew is gone
    Run run{*std::move(link), asio::posix::stream_descriptor{context_, copy}};
    watched_ = &run.readable;
    Error reason = co_await work(run);
    watched_ = nullptr;
    worked = run.worked;
    if (reason.kind == Error::Kind::Protocol || reason.kind == Error::Kind::Timeout) {
        run.link.process().kill();
    }
    asio::co_spawn(context_, bury(media::EncoderLink::finish(std::move(run.link))), asio::detached);
    co_return reason;
}

asio::awaitable<Error> PictureEncoder::work(Run& run) {
    const auto ready = co_await reply(run, terms_.start);
    if (!ready) {
        co_return ready.error();
    }
    state_.reason.reset();
    while (auto picture = co_await next(run)) {
        if (const auto sent = run.link.submit(*picture->picture(), std::exchange(keyWanted_, false)); !sent) {
            co_return sent.error();
        }
        const auto answer = co_await reply(run, terms_.silence);
        if (!answer) {
            co_return answer.error();
        }
        hand(run, *answer, *picture->picture());
    }
    co_return stopped_
        ? Error{Error::Kind::Unavailable, "stopped", {}}
        : Error{Error::Kind::Unavailable, "the encoder broke off (it crashed, or it was killed)",
                "it is started again; if this repeats, report it"};
}

// Waits for the picture and for the worker's end at once: a worker that dies while no picture comes is
// replaced before the next one does.
asio::awaitable<std::optional<Publishable>> PictureEncoder::next(Run& run) {
    const auto ended = std::make_shared<bool>(false);
    run.readable.async_wait(asio::posix::descriptor_base::wait_read,
                            [self = shared_from_this(), ended](const boost::system::error_code& error) {
                                if (!error) {
                                    *ended = true;  // it has nothing to say now
                                    self->news_.cancel();
                                }
                            });
    while (!waiting_ && !stopped_ && !*ended) {
        news_.expires_at(asio::steady_timer::time_point::max());
        co_await news_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    run.readable.cancel();
    co_return *ended ? std::nullopt : std::exchange(waiting_, std::nullopt);
}

asio::awaitable<Result<media::EncodeReply>> PictureEncoder::reply(Run& run, Duration patience) {
    const Instant deadline = clock_.now() + patience;
    while (!stopped_) {
        auto reply = run.link.receive();
        if (!reply) {
            co_return tl::unexpected{reply.error()};
        }
        if (*reply && (*reply)->kind == media::EncodeReply::Kind::Failed) {
            co_return failure(Error::Kind::Unavailable, "the encoder gave up: " + (*reply)->detail,
                              "apt install gstreamer1.0-plugins-bad, which brings OpenH264");
        }
        if (*reply) {
            co_return **std::move(reply);
        }
        const Duration left = deadline - clock_.now();
        if (left <= Duration{}) {
            co_return failure(Error::Kind::Timeout, "the encoder hangs",
                              "it is started again; if this repeats, report it");
        }
        timer_.expires_after(left);
        timer_.async_wait([&run, self = shared_from_this()](const boost::system::error_code& error) {
            if (!error && self->watched_ == &run.readable) {
                run.readable.cancel();
            }
        });
        co_await run.readable.async_wait(asio::posix::descriptor_base::wait_read,
                                         asio::as_tuple(asio::use_awaitable));
        timer_.cancel();
    }
    co_return failure(Error::Kind::Unavailable, "stopped");
}

void PictureEncoder::hand(Run& run, const media::EncodeReply& reply, const Picture& picture) {
    if (reply.kind != media::EncodeReply::Kind::Encoded) {
        ++state_.skipped;
        return;
    }
    if (!std::exchange(run.worked, true)) {
        log::info("encoder up camera={} form={} width={} height={}", camera_,
                  form_ == Form::H264 ? "h264" : "jpeg", picture.width, picture.height);
    }
    if (const Take take = take_) {  // stop() may come out of it
        take(EncodedPicture{run.link.take(reply), reply.key, picture.captured, picture.stamp});
    }
}

asio::awaitable<void> PictureEncoder::bury(media::WorkerProcess process) {
    asio::steady_timer timer{co_await asio::this_coro::executor};
    for (int tries = 0; tries < kBuryTries && !process.reap(); ++tries) {
        timer.expires_after(kBuryInterval);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

}  // namespace ocellus
