// SPDX-License-Identifier: Apache-2.0
#include "ingest/camera_finder.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <set>
#include <utility>

#include "ingest/http_reasons.h"
#include "ingest/vendor_presets.h"
#include "net/address_policy.h"
#include "net/http_session.h"
#include "net/multipart_reader.h"
#include "net/resolver.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;

struct Candidate {
    Url url;
    SourceMode mode = SourceMode::Mjpeg;
};

std::vector<Candidate> candidatesFor(const FindRequest& request) {
    std::vector<Candidate> candidates;
    const std::string host =
        request.host.find(':') == std::string::npos ? request.host : "[" + request.host + "]";
    for (const StreamPreset& preset : streamPresets()) {
        if (preset.kind == StreamKind::Rtsp || (!request.vendor.empty() && preset.vendor != request.vendor)) {
            continue;
        }
        const int port = request.port != 0 ? request.port : preset.port;
        const std::string text = std::string(request.secure ? "https://" : "http://") + host +
                                 (port != 0 ? ":" + std::to_string(port) : "") + "/" +
                                 filledPath(preset, request.username, request.password);
        const auto url = parseUrl(text);
        const bool known =
            !url || std::any_of(candidates.begin(), candidates.end(),
                                [&](const Candidate& other) { return other.url.text() == url->text(); });
        if (!known && candidates.size() < CameraFinder::kMaximumSteps) {
            candidates.push_back(
                {*url, preset.kind == StreamKind::Mjpeg ? SourceMode::Mjpeg : SourceMode::Jpeg});
        }
    }
    return candidates;
}

asio::awaitable<Result<JpegInfo>> firstPicture(HttpSession& session) {
    const HttpSession::Question question;
    const Result<ResponseHead> head = co_await session.ask(question);
    if (!head) {
        co_return tl::unexpected(head.error());
    }
    if (auto reason = whyNoPictures(*head, session.url().peer())) {
        co_return tl::unexpected(*std::move(reason));
    }
    MultipartReader reader(head->fields.find("Content-Type").value_or(""));
    while (true) {
        const Result<std::size_t> n = co_await session.readBody(reader.prepare());
        if (!n) {
            co_return tl::unexpected(n.error());
        }
        reader.commit(*n, Instant{});
        if (const auto part = reader.next()) {
            co_return part->info;
        }
        if (*n == 0) {
            co_return failure(Error::Kind::Protocol, session.url().peer() + " answers without a picture",
                              "it may be the address of something else");
        }
    }
}

}  // namespace

class CameraFinder::Search final : public std::enable_shared_from_this<CameraFinder::Search> {
public:
    Search(asio::io_context& context, Duration patience) : context_(context), patience_(patience) {}

    void start(FindRequest request, OnStep onStep, OnEnd onEnd) {
        request_ = std::move(request);
        onStep_ = std::move(onStep);
        onEnd_ = std::move(onEnd);
        asio::co_spawn(context_, run(shared_from_this()), asio::detached);
    }

    void leave() {
        onStep_ = nullptr;
        onEnd_ = nullptr;
        if (session_ != nullptr) {
            session_->close();
        }
    }

private:
    static asio::awaitable<void> run(std::shared_ptr<Search> self) {
        co_await asio::post(asio::use_awaitable);
        co_await self->search();
        if (self->onEnd_) {
            self->onStep_ = nullptr;
            std::exchange(self->onEnd_, nullptr)(std::move(self->outcome_));
        }
    }

    asio::awaitable<void> search() {
        const std::vector<Candidate> candidates = candidatesFor(request_);
        if (candidates.empty()) {
            outcome_.reason =
                Error{Error::Kind::BadInput, "there is nothing to ask at \"" + request_.host + "\"",
                      "enter the camera's address without http:// and path, and a maker that is listed"};
            co_return;
        }
        outcome_.reason = co_await forbidden();
        const auto end = Connection::Clock::now() + kMaximumTime;
        for (std::size_t i = 0; i < candidates.size() && onEnd_ && !outcome_.reason; ++i) {
            if (Connection::Clock::now() >= end) {
                outcome_.reason = Error{Error::Kind::Timeout, "the search took too long",
                                        "choose the maker, so that fewer addresses are asked"};
                co_return;
            }
            co_await ask(candidates[i], i + 1, candidates.size());
            if (outcome_.found) {
                co_return;
            }
        }
        if (!outcome_.reason) {
            const bool dead = deadPorts_.contains(candidates.front().url.port);
            outcome_.reason =
                Error{Error::Kind::NotFound,
                      dead ? lastProblem_ : request_.host + " gives no picture under any known address",
                      "look the stream's address up in the camera's manual, and check its MJPEG setting"};
        }
    }

    asio::awaitable<std::optional<Error>> forbidden() {
        auto& resolver = asio::use_service<Resolver>(context_);
        const auto addresses = co_await resolver.resolve(request_.host, patience_);
        if (!addresses) {
            co_return addresses.error();
        }
        if (std::any_of(addresses->begin(), addresses->end(), isOffLimits)) {
            co_return Error{
                Error::Kind::BadInput, request_.host + " is not an address at which a camera is sought",
                "give the camera an address of your network, not one that begins with 169.254 or fe80"};
        }
        co_return std::nullopt;
    }

    asio::awaitable<void> ask(const Candidate& candidate, std::size_t number, std::size_t of) {
        if (deadPorts_.contains(candidate.url.port)) {
            co_return;
        }
        const auto authenticator = std::make_shared<Authenticator>(request_.username, request_.password);
        HttpSession session(context_.get_executor(), candidate.url, request_.tls, authenticator);
        session.limits().connect = patience_;
        session.limits().stall = patience_;
        session.limits().deadline = Connection::Clock::now() + 2 * patience_;
        session_ = &session;
        const Result<JpegInfo> picture = co_await firstPicture(session);
        session_ = nullptr;
        if (!onEnd_) {
            co_return;
        }
        FindStep step{candidate.url.redacted(), "", picture.has_value()};
        if (picture) {
            step.answer =
                "a picture of " + std::to_string(picture->width) + "x" + std::to_string(picture->height);
            outcome_.found.emplace();
            outcome_.found->url = candidate.url.text();
            outcome_.found->mode = candidate.mode;
            outcome_.found->username = request_.username;
            outcome_.found->password = request_.password;
            outcome_.found->tls = request_.tls.policy;
            outcome_.found->pinnedCertificate = request_.tls.pin;
        } else {
            step.answer = picture.error().message;
            learn(picture.error(), session);
        }
        outcome_.steps.push_back(step);
        if (onStep_) {
            onStep_(step, number, of);
        }
    }

    void learn(const Error& error, const HttpSession& session) {
        if (error.kind == Error::Kind::Unauthorised && session.bytesRead() > 0 &&
            !request_.username.empty()) {
            outcome_.reason = error;
        }
        if (session.bytesRead() == 0) {
            deadPorts_.insert(session.url().port);
            lastProblem_ = error.message;
        }
    }

    asio::io_context& context_;
    const Duration patience_;
    FindRequest request_;
    OnStep onStep_;
    OnEnd onEnd_;
    FindOutcome outcome_;
    HttpSession* session_ = nullptr;
    std::set<std::uint16_t> deadPorts_;  // nothing answers there
    std::string lastProblem_;
};

CameraFinder::CameraFinder(asio::io_context& context, Duration patience)
    : search_(std::make_shared<Search>(context, patience)) {}

CameraFinder::~CameraFinder() {
    search_->leave();
}

void CameraFinder::start(FindRequest request, OnStep onStep, OnEnd onEnd) {
    search_->start(std::move(request), std::move(onStep), std::move(onEnd));
}

}  // namespace ocellus
