// SPDX-License-Identifier: Apache-2.0
#include "net/http_session.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace ocellus {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kReadAhead = 2048;  // bytes a head is read by: little of a body is copied
constexpr std::size_t kMaximumDrained =
    std::size_t{64} * 1024;         // of an unwanted body, to keep the connection
constexpr int kMaximumInterim = 8;  // 1xx answers before the real one

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Our own fields are made here; a line break in any other would smuggle one in.
bool isClean(const HeaderField& field) {
    constexpr std::string_view kBreaks("\r\n\0", 3);
    return field.name.find_first_of(kBreaks) == std::string::npos &&
           field.value.find_first_of(kBreaks) == std::string::npos;
}

}  // namespace

HttpSession::HttpSession(asio::any_io_executor executor, Url url, TlsSettings tls,
                         std::shared_ptr<Authenticator> authenticator)
    : executor_(std::move(executor)),
      url_(std::move(url)),
      tls_(std::move(tls)),
      authenticator_(std::move(authenticator)) {}

HttpSession::~HttpSession() {
    close();
}

void HttpSession::close() {
    closed_ = true;
    if (connection_) {
        connection_->close();
    }
}

void HttpSession::setDeadline(std::optional<Connection::Clock::time_point> deadline) {
    limits_.deadline = deadline;
    if (connection_) {
        connection_->setDeadline(deadline);
    }
}

asio::awaitable<Result<void>> HttpSession::connect() {
    reused_ = connection_ && connection_->isOpen() && bodyEnded_ && keepsAlive_;
    if (!reused_) {
        if (connection_) {
            connection_->close();
        }
        connection_ = std::make_shared<Connection>(executor_);
        connection_->setDeadline(limits_.deadline);
        if (limits_.withinLimits) {
            connection_->keepWithinLimits();
        }
        const Result<void> opened = co_await connection_->open(url_, tls_, limits_.connect);
        certificate_ = connection_->certificate();  // of one that is not the pinned one too, to be shown
        if (!opened) {
            co_return opened;
        }
        if (tls_.policy == TlsPolicy::Pin && tls_.pin.empty()) {
            tls_.pin = certificate_;
        }
    }
    connection_->setDeadline(limits_.deadline);
    connection_->setStall(limits_.stall);
    ahead_.clear();
    aheadUsed_ = 0;
    co_return Result<void>{};
}

std::string HttpSession::requestHead(const Question& question) {
    std::string head = question.method + " " + url_.target + " HTTP/1.1\r\nHost: " + url_.authority() +
                       "\r\nUser-Agent: Ocellus\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: " +
                       (question.keepAlive ? "keep-alive\r\n" : "close\r\n");
    if (const auto value = authenticator_
                               ? authenticator_->authorisation(question.method, url_.target, url_.secure())
                               : std::nullopt) {
        head += "Authorization: " + *value + "\r\n";
    }
    if (!question.body.empty() || question.method == "POST" || question.method == "PUT") {
        head += "Content-Length: " + std::to_string(question.body.size()) + "\r\n";
    }
    for (const HeaderField& field : question.headers) {
        if (isClean(field)) {
            head.append(field.name).append(": ").append(field.value).append("\r\n");
        }
    }
    return head + "\r\n";
}

asio::awaitable<Result<ResponseHead>> HttpSession::ask(const Question& question) {
    Round round{question, limits_.redirects};
    while (!closed_) {
        const Result<void> connected = co_await connect();
        if (!connected) {
            co_return tl::unexpected(connected.error());
        }
        Result<ResponseHead> head = co_await exchange(round.question);
        if (!head && reused_ && !round.retried && !closed_ && head.error().kind == Error::Kind::Unavailable) {
            round.retried = true;  // it closed the kept connection just as we asked
            keepsAlive_ = false;
            continue;
        }
        if (!head || closed_) {
            connection_->close();
            co_return closed_&& head ? failure(Error::Kind::Unavailable, "stopped") : std::move(head);
        }
        const Result<Next> next = consider(*head, round);
        if (!next) {
            connection_->close();
            co_return tl::unexpected(next.error());
        }
        if (*next == Next::Done) {
            co_return head;
        }
        co_await endBody();
    }
    co_return failure(Error::Kind::Unavailable, "stopped");
}

Result<HttpSession::Next> HttpSession::consider(const ResponseHead& head, Round& round) {
    if (head.status == 401 && authenticator_) {
        return answerChallenge(head, round);
    }
    if (isRedirect(head.status) && head.fields.find("Location")) {
        return follow(head, round);
    }
    return Next::Done;
}

Result<HttpSession::Next> HttpSession::answerChallenge(const ResponseHead& head, Round& round) {
    using Verdict = Authenticator::Verdict;
    const Verdict verdict = authenticator_->challenged(head.fields, url_.secure());
    const std::string peer = url_.peer();
    if (verdict == Verdict::TryAgain && round.challengesLeft-- > 0) {
        return Next::Again;
    }
    switch (verdict) {
        case Verdict::NoCredentials:
            return failure(Error::Kind::Unauthorised, peer + " asks for a user name and a password",
                           "enter both");
        case Verdict::Unsupported:
            return failure(Error::Kind::Unauthorised,
                           peer + " asks for a kind of login that is not known here",
                           "set its HTTP authentication to Digest or Basic");
        case Verdict::BasicRefused:
            return failure(
                Error::Kind::Unauthorised,
                peer + " offered Digest before and now wants the password in the clear",
                "set its HTTP authentication to Digest, or use https; if nobody changed it, somebody may "
                "be in between");
        case Verdict::TryAgain:
        case Verdict::Refused:
            break;
    }
    return failure(Error::Kind::Unauthorised,
                   peer + " refused the password of user " + authenticator_->username(),
                   "check user name and password, and that the user may see the stream");
}

Result<HttpSession::Next> HttpSession::follow(const ResponseHead& head, Round& round) {
    const std::string location(head.fields.find("Location").value_or(""));
    Result<Url> target = resolveUrl(url_, location);
    if (!target) {
        return tl::unexpected(target.error());
    }
    if (round.redirectsLeft-- <= 0) {
        return failure(Error::Kind::Limit,
                       url_.peer() + " redirects too often (last to " + target->redacted() + ")",
                       "enter the final address of the stream");
    }
    if (!target->sameOrigin(url_)) {
        if (!limits_.redirectsAnywhere || target->scheme != "https") {
            return failure(Error::Kind::Protocol, url_.peer() + " redirects to " + target->redacted(),
                           target->host == url_.host && target->secure() && !url_.secure()
                               ? "choose https as its protocol"
                               : "enter that address if it is right: other hosts and ports are not followed");
        }
        authenticator_.reset();
        connection_->close();
    }
    url_ = *std::move(target);
    if (head.status == 303) {
        round.question.method = "GET";
        round.question.body = {};
    }
    return Next::Again;
}

asio::awaitable<Result<ResponseHead>> HttpSession::exchange(const Question& question) {
    std::string request = requestHead(question);
    request.append(question.body);
    const Result<void> written = co_await connection_->write(request);
    if (!written) {
        co_return tl::unexpected(written.error());
    }
    Result<ResponseHead> head = co_await readHead();
    for (int i = 0; i < kMaximumInterim && head && head->status < 200; ++i) {
        head = co_await readHead();
    }
    if (head) {
        prepareBody(*head);
        const auto coding = head->fields.find("Content-Encoding");
        if (coding && *coding != "identity" && !coding->empty()) {
            co_return failure(Error::Kind::Protocol,
                              url_.peer() + " compresses its answer although asked not to",
                              "switch compression off on the device");
        }
    }
    co_return head;
}

asio::awaitable<Result<ResponseHead>> HttpSession::readHead() {
    std::size_t searched = 0;
    while (true) {
        const std::string_view bytes(reinterpret_cast<const char*>(ahead_.data()) + aheadUsed_,
                                     ahead_.size() - aheadUsed_);
        if (const auto length = responseHeadLength(bytes, searched)) {
            Result<ResponseHead> head = parseResponseHead(bytes.substr(0, *length));
            aheadUsed_ += *length;
            if (!head) {
                head.error().message = url_.peer() + " " + head.error().message;
            }
            co_return head;
        }
        searched = bytes.size();
        if (searched >= kMaximumHead) {
            co_return failure(Error::Kind::Limit, url_.peer() + " sends an answer head over 32 KiB",
                              "check that the address is that of a camera's stream");
        }
        const std::size_t held = ahead_.size();
        ahead_.resize(held + kReadAhead);
        const Result<std::size_t> n = co_await connection_->readSome({ahead_.data() + held, kReadAhead});
        ahead_.resize(held + n.value_or(0));
        bytesRead_ += n.value_or(0);
        if (!n) {
            co_return tl::unexpected(n.error());
        }
        if (*n == 0) {
            co_return failure(Error::Kind::Unavailable,
                              url_.peer() + " closed the connection without an answer",
                              "check the port, and how many clients the device serves");
        }
    }
}

void HttpSession::prepareBody(const ResponseHead& head) {
    chunks_.reset();
    bodyLeft_.reset();
    keepsAlive_ = head.keepsAlive();
    if (!head.mayHaveBody()) {
        bodyLeft_ = 0;
    } else if (head.isChunked()) {
        chunks_.emplace();
    } else {
        bodyLeft_ = contentLength(head.fields);
        keepsAlive_ = keepsAlive_ && bodyLeft_.has_value();
    }
    bodyEnded_ = bodyLeft_ == std::uint64_t{0};
}

asio::awaitable<Result<std::size_t>> HttpSession::readBody(std::span<std::uint8_t> into) {
    while (!bodyEnded_ && !into.empty()) {
        std::span<std::uint8_t> room = into;
        if (bodyLeft_ && *bodyLeft_ < room.size()) {
            room = room.first(static_cast<std::size_t>(*bodyLeft_));
        }
        std::size_t n = std::min(room.size(), ahead_.size() - aheadUsed_);
        const bool fromAhead = n != 0;
        if (fromAhead) {
            std::memcpy(room.data(), ahead_.data() + aheadUsed_, n);
            aheadUsed_ += n;
        } else {
            const Result<std::size_t> got = co_await connection_->readSome(room);
            if (!got) {
                co_return got;
            }
            n = *got;
            bytesRead_ += n;
        }
        if (n == 0) {
            bodyEnded_ = true;
            keepsAlive_ = false;
            if (bodyLeft_ || chunks_) {
                co_return failure(Error::Kind::Unavailable, url_.peer() + " broke its answer off",
                                  "the device may be restarting");
            }
            co_return std::size_t{0};
        }
        if (bodyLeft_) {
            *bodyLeft_ -= n;
            bodyEnded_ = *bodyLeft_ == 0;
        }
        if (!chunks_) {
            co_return n;
        }
        const Result<ChunkedDecoder::Step> step = chunks_->decode(room.first(n));
        if (!step) {
            co_return failure(step.error().kind, url_.peer() + " " + step.error().message,
                              step.error().remedy);
        }
        bodyEnded_ = chunks_->finished();
        if (step->payload > 0) {
            co_return step->payload;
        }
    }
    co_return std::size_t{0};
}

// Reads a short unwanted body to its end so that the connection can serve again; else closes.
asio::awaitable<void> HttpSession::endBody() {
    std::array<std::uint8_t, 1024> waste;
    std::size_t total = 0;
    while (!bodyEnded_ && keepsAlive_ && total < kMaximumDrained) {
        const Result<std::size_t> n = co_await readBody(waste);
        if (!n || *n == 0) {
            break;
        }
        total += *n;
    }
    if (!bodyEnded_ || !keepsAlive_) {
        connection_->close();
    }
}

}  // namespace ocellus
