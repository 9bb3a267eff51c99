// SPDX-License-Identifier: Apache-2.0
#include "ingest/http_pull.h"

#include <algorithm>
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

Url withCredentials(Url url, const SourceSettings& settings) {
    if (!settings.username.empty()) {
        url.username = settings.username;
        url.password = settings.password;
    }
    return url;
}

Duration waitForPicture(const SourceSettings& settings, const HttpSourceTimes& times) {
    const bool polls = settings.mode == SourceMode::Jpeg && settings.picturesPerSecond > 0;
    return polls ? std::max(times.picture, fromSeconds(2 / settings.picturesPerSecond)) : times.picture;
}

}  // namespace

HttpPull::HttpPull(asio::io_context& context, const Clock& clock, SourceSettings settings, Url url,
                   SourceListener& listener, HttpSourceTimes times)
    : context_(context),
      clock_(clock),
      settings_(std::move(settings)),
      url_(withCredentials(std::move(url), settings_)),
      owner_(&listener),
      times_(times),
      pictureWait_(waitForPicture(settings_, times)),
      backOff_(times.backOff),
      authenticator_(std::make_shared<Authenticator>(url_.username, url_.password)),
      timer_(context),
      random_(std::random_device{}()) {}

void HttpPull::start() {
    if (listener_ != nullptr) {
        return;
    }
    listener_ = owner_;
    asio::co_spawn(context_, run(shared_from_this(), ++life_), asio::detached);
}

void HttpPull::stop() {
    listener_ = nullptr;
    ++life_;
    state_ = {};
    timer_.cancel();
    if (session_ != nullptr) {
        session_->close();
    }
}

SourceStatistics HttpPull::statistics() const {
    return statistics_;
}

asio::awaitable<void> HttpPull::run(std::shared_ptr<HttpPull> self, std::uint64_t life) {
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
        const bool worked = self->picturesOfStream_ > 0;
        self->tell(SourceState::Phase::Down, std::move(reason));
        const double random = std::uniform_real_distribution<double>(0, 1)(self->random_);
        co_await self->sleep(self->backOff_.next(worked, random));
    }
}

asio::awaitable<Error> HttpPull::once() {
    TlsSettings tls{settings_.tls, settings_.pinnedCertificate};
    HttpSession session(context_.get_executor(), url_, std::move(tls), authenticator_);
    session.limits().connect = times_.connect;
    session.limits().stall = times_.stall;
    picturesOfStream_ = 0;
    statistics_.reconnects += streams_++ > 0 ? 1 : 0;
    cameraTime_.emplace();
    session_ = &session;
    extendDeadline(session);
    Error reason = co_await stream(session);
    if (session_ == &session) {
        session_ = nullptr;
    }
    noteCertificate(session);
    co_return explain(reason, session);
}

void HttpPull::extendDeadline(HttpSession& session) const {
    session.setDeadline(Connection::Clock::now() + pictureWait_);
}

Error HttpPull::explain(const Error& error, const HttpSession& session) const {
    if (error.kind != Error::Kind::Timeout || session.bytesRead() == 0) {
        return error;
    }
    if (session.pastDeadline()) {
        return {Error::Kind::Timeout,
                url_.peer() + " sends data but no whole picture within " +
                    std::to_string(static_cast<int>(toSeconds(pictureWait_))) + " s",
                "lower its resolution, quality or rate, and check the network between"};
    }
    return {Error::Kind::Timeout,
            url_.peer() + " has sent nothing for " +
                std::to_string(static_cast<int>(toSeconds(times_.stall))) + " s",
            "set its rate to 1 picture a second or more; if it hangs often, update its firmware"};
}

void HttpPull::noteCertificate(const HttpSession& session) {
    if (session.certificate().empty()) {
        return;
    }
    const bool isNew = std::exchange(statistics_.certificate, session.certificate()) != session.certificate();
    if (settings_.tls == TlsPolicy::Pin && settings_.pinnedCertificate.empty()) {
        settings_.pinnedCertificate = session.certificate();
        log::info("certificate pinned camera={} sha256={}", settings_.cameraId, session.certificate());
    } else if (isNew && (settings_.tls == TlsPolicy::Accept || settings_.tls == TlsPolicy::Legacy)) {
        log::warn("certificate not checked camera={} sha256={}", settings_.cameraId, session.certificate());
    }
}

asio::awaitable<void> HttpPull::sleep(Duration duration) {
    timer_.expires_after(duration);
    co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<Result<void>> HttpPull::readPictures(HttpSession& session, MultipartReader& reader) {
    const std::uint64_t life = life_;
    noteCertificate(session);
    std::map<std::string, std::uint64_t> counted = reader.errors();
    while (true) {
        const Result<std::size_t> n = co_await session.readBody(reader.prepare());
        if (life_ != life) {
            co_return failure(Error::Kind::Unavailable, "stopped");
        }
        if (!n || *n == 0) {
            reader.finish();
            countErrors(reader, counted);
            co_return n ? Result<void>{} : tl::unexpected(n.error());
        }
        const Instant now = clock_.now();
        statistics_.bytes += *n;
        reader.commit(*n, now);
        std::uint32_t pictures = 0;
        while (auto part = reader.next()) {
            publish(*std::move(part));
            if (life_ != life) {  // the listener stopped us
                co_return failure(Error::Kind::Unavailable, "stopped");
            }
            ++pictures;
            extendDeadline(session);
        }
        countErrors(reader, counted);
        if (const Duration wait = throttle_.spent(*n, pictures, now); wait.count() > 0) {
            co_await sleep(wait);
        }
    }
}

void HttpPull::countErrors(const MultipartReader& reader, std::map<std::string, std::uint64_t>& counted) {
    if (reader.errors() == counted) {
        return;
    }
    for (const auto& [reason, count] : reader.errors()) {
        statistics_.pictureErrors[reason] += count - std::exchange(counted[reason], count);
    }
}

void HttpPull::publish(MultipartReader::Part part) {
    const auto picture = std::make_shared<Picture>();
    const Instant now = clock_.now();
    const WallTime wall = clock_.wallNow();
    picture->sequence = ++sequence_;
    picture->captured = cameraTime_->captured(part.timestamp, part.begun, wall - (now - part.begun));
    picture->stamp = wall - (now - picture->captured);
    picture->width = part.info.width;
    picture->height = part.info.height;
    picture->bytes = std::move(part.bytes);
    picture->received = now;
    ++statistics_.received;
    if (picturesOfStream_++ == 0) {
        log::info("camera up camera={} width={} height={}", settings_.cameraId, picture->width,
                  picture->height);
        tell(SourceState::Phase::Up);
    }
    if (listener_ != nullptr) {
        listener_->onPicture(picture);
    }
}

void HttpPull::tell(SourceState::Phase phase, std::optional<Error> reason) {
    const std::string before = state_.reason ? state_.reason->text() : "";
    const std::string after = reason ? reason->text() : "";
    if (phase == state_.phase && before == after) {
        return;
    }
    if (phase == SourceState::Phase::Down) {
        log::warn("camera down camera={} reason=\"{}\"", settings_.cameraId, after);
    }
    state_ = {phase, std::move(reason)};
    if (listener_ != nullptr) {
        listener_->onState(state_);
    }
}

}  // namespace ocellus
