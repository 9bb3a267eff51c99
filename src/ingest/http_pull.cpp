// SPDX-License-Identifier: Apache-2.0
#include "ingest/http_pull.h"

#include <algorithm>
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
    : SourceLife(context, clock, settings.cameraId, listener, times.backOff),
      settings_(std::move(settings)),
      url_(withCredentials(std::move(url), settings_)),
      times_(times),
      pictureWait_(waitForPicture(settings_, times)),
      authenticator_(std::make_shared<Authenticator>(url_.username, url_.password)) {}

void HttpPull::interrupt() {
    if (session_ != nullptr) {
        session_->close();
    }
}

asio::awaitable<SourceLife::End> HttpPull::once() {
    TlsSettings tls{settings_.tls, settings_.pinnedCertificate};
    HttpSession session(context().get_executor(), url_, std::move(tls), authenticator_);
    session.limits().connect = times_.connect;
    session.limits().stall = times_.stall;
    picturesOfStream_ = 0;
    newest_.reset();
    countConnection();
    cameraTime_.emplace();
    session_ = &session;
    extendDeadline(session);
    Error reason = co_await stream(session);
    if (session_ == &session) {
        session_ = nullptr;
    }
    noteCertificate(session);
    co_return End{explain(reason, session), picturesOfStream_ > 0};
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
    const bool isNew = std::exchange(counts().certificate, session.certificate()) != session.certificate();
    if (settings_.tls == TlsPolicy::Pin && settings_.pinnedCertificate.empty()) {
        settings_.pinnedCertificate = session.certificate();
        log::info("certificate pinned camera={} sha256={}", settings_.cameraId, session.certificate());
    } else if (isNew && (settings_.tls == TlsPolicy::Accept || settings_.tls == TlsPolicy::Legacy)) {
        log::warn("certificate not checked camera={} sha256={}", settings_.cameraId, session.certificate());
    }
}

asio::awaitable<Result<void>> HttpPull::readPictures(HttpSession& session, MultipartReader& reader) {
    const std::uint64_t mine = life();
    noteCertificate(session);
    std::map<std::string, std::uint64_t> counted = reader.errors();
    while (true) {
        const Result<std::size_t> n = co_await session.readBody(reader.prepare());
        if (life() != mine) {
            co_return failure(Error::Kind::Unavailable, "stopped");
        }
        if (!n || *n == 0) {
            reader.finish();
            countErrors(reader, counted);
            co_return n ? Result<void>{} : tl::unexpected(n.error());
        }
        const Instant now = clock().now();
        counts().bytes += *n;
        reader.commit(*n, now);
        std::uint32_t pictures = 0;
        while (auto part = reader.next()) {
            publishPart(*std::move(part));
            if (life() != mine) {  // the listener stopped us
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
        counts().pictureErrors[reason] += count - std::exchange(counted[reason], count);
    }
}

void HttpPull::publishPart(MultipartReader::Part part) {
    const auto picture = std::make_shared<Picture>();
    const Instant now = clock().now();
    const WallTime wall = clock().wallNow();
    picture->captured = cameraTime_->captured(part.timestamp, part.begun, wall - (now - part.begun));
    picture->stamp = wall - (now - picture->captured);
    picture->width = part.info.width;
    picture->height = part.info.height;
    picture->bytes = std::move(part.bytes);
    picture->received = now;
    if (settings_.mode == SourceMode::Jpeg) {
        newest_ = picture;
    }
    publish(picture, picturesOfStream_++ == 0);
}

void HttpPull::publishAgain() {
    if (!newest_) {
        return;
    }
    const auto picture = std::make_shared<Picture>(*newest_);
    const Instant now = clock().now();
    const WallTime wall = clock().wallNow();
    picture->captured = cameraTime_->captured({}, now, wall);
    picture->stamp = wall - (now - picture->captured);
    picture->received = now;
    publish(picture, picturesOfStream_++ == 0);
}

}  // namespace ocellus
