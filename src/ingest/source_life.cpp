// SPDX-License-Identifier: Apache-2.0
#include "ingest/source_life.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "base/log.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;

class LivingSource final : public Source {
public:
    explicit LivingSource(std::shared_ptr<SourceLife> life) : life_(std::move(life)) {}

    ~LivingSource() override { life_->stop(); }

    LivingSource(const LivingSource&) = delete;
    LivingSource& operator=(const LivingSource&) = delete;

    void start() override { life_->start(); }

    void stop() override { life_->stop(); }

    [[nodiscard]] SourceStatistics statistics() const override { return life_->statistics(); }

private:
    std::shared_ptr<SourceLife> life_;
};

}  // namespace

SourceLife::SourceLife(asio::io_context& context, const Clock& clock, std::string cameraId,
                       SourceListener& listener, BackOff::Times backOff)
    : context_(context),
      clock_(clock),
      cameraId_(std::move(cameraId)),
      owner_(&listener),
      backOff_(backOff),
      timer_(context),
      random_(std::random_device{}()) {}

void SourceLife::start() {
    if (listener_ != nullptr) {
        return;
    }
    listener_ = owner_;
    asio::co_spawn(context_, run(shared_from_this(), ++life_), asio::detached);
}

void SourceLife::stop() {
    listener_ = nullptr;
    ++life_;
    state_ = {};
    timer_.cancel();
    interrupt();
}

asio::awaitable<void> SourceLife::run(std::shared_ptr<SourceLife> self, std::uint64_t life) {
    co_await asio::post(asio::use_awaitable);  // start() itself calls nobody back
    if (self->life_ == life) {
        self->tell(SourceState::Phase::Connecting);
    }
    while (self->life_ == life) {
        End end = co_await self->once();
        if (self->life_ != life) {
            break;
        }
        if (end.reason.kind == Error::Kind::Unauthorised) {
            self->backOff_.slowDown();
        }
        self->tell(SourceState::Phase::Down, std::move(end.reason));
        const double random = std::uniform_real_distribution<double>(0, 1)(self->random_);
        co_await self->sleep(self->backOff_.next(end.worked, random));
    }
}

asio::awaitable<void> SourceLife::sleep(Duration duration) {
    timer_.expires_after(duration);
    co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
}

void SourceLife::countConnection() {
    statistics_.reconnects += connections_++ > 0 ? 1 : 0;
    asked_ = clock_.now();
}

void SourceLife::publish(const std::shared_ptr<Picture>& picture, bool first) {
    picture->sequence = ++sequence_;
    ++statistics_.received;
    if (first) {
        statistics_.latency = toSeconds(picture->received - asked_);
        log::info("camera up camera={} width={} height={}", cameraId_, picture->width, picture->height);
        tell(SourceState::Phase::Up);
    }
    if (listener_ != nullptr) {
        listener_->onPicture(picture);
    }
}

void SourceLife::tell(SourceState::Phase phase, std::optional<Error> reason) {
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

std::unique_ptr<Source> asSource(std::shared_ptr<SourceLife> life) {
    return std::make_unique<LivingSource>(std::move(life));
}

}  // namespace ocellus
