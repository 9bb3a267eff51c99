// SPDX-License-Identifier: Apache-2.0
#include "ingest/camera_finder.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <set>
#include <utility>

#include "ingest/camera_probe.h"
#include "ingest/http_reasons.h"
#include "ingest/source_template.h"
#include "ingest/vendor_presets.h"
#include "net/address_policy.h"
#include "net/http_session.h"
#include "net/multipart_reader.h"
#include "net/resolver.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;

// A worker has to start and a key frame to come.
constexpr Duration kRtspPatience = std::chrono::seconds{6};

struct Candidate {
    std::string vendor;
    StreamKind kind = StreamKind::Mjpeg;
    std::string source;  // its blanks open
    Url url;             // filled
    std::string sensorNote;
};

std::string schemeOf(StreamKind kind, bool secure) {
    if (kind == StreamKind::Rtsp) {
        return secure ? "rtsps" : "rtsp";
    }
    return secure ? "https" : "http";
}

int portOf(const StreamPreset& preset, const FindRequest& request) {
    const int asked = preset.kind == StreamKind::Rtsp ? request.rtspPort : request.port;
    return asked != 0 ? asked : preset.port;
}

std::vector<Candidate> candidatesFor(const FindRequest& request) {
    std::vector<Candidate> candidates;
    const std::string host =
        request.host.find(':') == std::string::npos ? request.host : "[" + request.host + "]";
    for (const StreamPreset& preset : streamPresets()) {
        if (!request.vendor.empty() && preset.vendor != request.vendor) {
            continue;
        }
        const int port = portOf(preset, request);
        std::string source = schemeOf(preset.kind, request.secure) + "://" + host +
                             (port != 0 ? ":" + std::to_string(port) : "") + "/" +
                             pathOf(preset, request.multiSensor);
        const auto url =
            parseUrl(filledSource(source, {request.username, request.password, request.channel}));
        const bool known =
            !url || std::any_of(candidates.begin(), candidates.end(),
                                [&](const Candidate& other) { return other.url.text() == url->text(); });
        if (!known && candidates.size() < CameraFinder::kMaximumSteps) {
            candidates.push_back({std::string(preset.vendor), preset.kind, std::move(source), *url,
                                  std::string(request.multiSensor ? sensorNoteOf(preset) : "")});
        }
    }
    return candidates;
}

struct PictureSize {
    int width = 0;
    int height = 0;
};

asio::awaitable<Result<PictureSize>> firstPicture(HttpSession& session) {
    const HttpSession::Question question;
    const Result<ResponseHead> head = co_await session.ask(question);
    if (!head) {
        co_return tl::unexpected(head.error());
    }
    if (auto reason = whyNoPictures(*head, session.url().peer())) {
        if (head->status == 403) {
            reason->kind = Error::Kind::NotFound;  // of this address only: another may be allowed
        }
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
            co_return PictureSize{part->info.width, part->info.height};
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
    Search(asio::io_context& context, const Clock& clock, Duration patience)
        : context_(context), clock_(clock), patience_(patience), waiting_(context) {}

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
        waiting_.cancel();
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
        if (!outcome_.reason && wantsLogin_) {
            outcome_.reason = wantsLogin_;
        } else if (!outcome_.reason) {
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
        Result<PictureSize> picture;  // g++ 12 destroys twice what a conditional awaits
        if (candidate.kind == StreamKind::Rtsp) {
            picture = co_await askOverRtsp(candidate);
        } else {
            picture = co_await askOverHttp(candidate);
        }
        if (!onEnd_) {
            co_return;
        }
        FindStep step{candidate.vendor, candidate.url.redacted(), "", picture.has_value()};
        if (picture) {
            step.answer =
                "a picture of " + std::to_string(picture->width) + "x" + std::to_string(picture->height);
            outcome_.found = settingsOf(candidate);
            outcome_.vendor = candidate.vendor;
            outcome_.sensorNote = candidate.sensorNote;
        } else {
            step.answer = picture.error().message;
        }
        outcome_.steps.push_back(step);
        if (onStep_) {
            onStep_(step, number, of);
        }
    }

    [[nodiscard]] SourceSettings settingsOf(const Candidate& candidate) const {
        SourceSettings settings;
        settings.url = candidate.source;
        settings.mode = candidate.kind == StreamKind::Jpeg ? SourceMode::Jpeg : SourceMode::Mjpeg;
        settings.channel = request_.channel;
        settings.username = request_.username;
        settings.password = request_.password;
        settings.tls = request_.tls.policy;
        settings.pinnedCertificate = request_.tls.pin;
        return settings;
    }

    asio::awaitable<Result<PictureSize>> askOverHttp(const Candidate& candidate) {
        const auto authenticator = std::make_shared<Authenticator>(request_.username, request_.password);
        HttpSession session(context_.get_executor(), candidate.url, request_.tls, authenticator);
        session.limits().connect = patience_;
        session.limits().stall = patience_;
        session.limits().deadline = Connection::Clock::now() + 2 * patience_;
        session_ = &session;
        const Result<PictureSize> picture = co_await firstPicture(session);
        session_ = nullptr;
        if (!picture) {
            learn(picture.error(), session.url().port, session.bytesRead() > 0);
        }
        co_return picture;
    }

    // A door that is shut is found without starting a worker to knock on it.
    asio::awaitable<Result<PictureSize>> askOverRtsp(const Candidate& candidate) {
        const auto connection = std::make_shared<Connection>(context_.get_executor());
        const Result<void> open = co_await connection->open(candidate.url, request_.tls, patience_);
        connection->close();
        if (!open) {
            learn(open.error(), candidate.url.port, false);
            co_return tl::unexpected(open.error());
        }
        std::optional<ProbeReport> report;
        CameraProbe probe(context_, clock_, settingsOf(candidate), {kRtspPatience, Duration{}});
        waiting_.expires_at(asio::steady_timer::time_point::max());
        probe.start([&](ProbeReport result) {
            report = std::move(result);
            waiting_.cancel();
        });
        co_await waiting_.async_wait(asio::as_tuple(asio::use_awaitable));
        if (report && report->ok) {
            co_return PictureSize{report->width, report->height};
        }
        const Error none{Error::Kind::Timeout, candidate.url.peer() + " gives no picture in time",
                         "check that its stream is on"};
        const Error reason = report ? report->reason.value_or(none) : none;
        learn(reason, candidate.url.port, true);
        co_return tl::unexpected(reason);
    }

    void learn(const Error& error, std::uint16_t port, bool answered) {
        if (error.kind == Error::Kind::Unauthorised && answered) {
            (request_.username.empty() ? wantsLogin_ : outcome_.reason) = error;
        }
        if (!answered) {
            deadPorts_.insert(port);
            lastProblem_ = error.message;
        }
    }

    asio::io_context& context_;
    const Clock& clock_;
    const Duration patience_;
    asio::steady_timer waiting_;  // for a worker's word
    FindRequest request_;
    OnStep onStep_;
    OnEnd onEnd_;
    FindOutcome outcome_;
    HttpSession* session_ = nullptr;
    std::set<std::uint16_t> deadPorts_;  // nothing answers there
    std::string lastProblem_;
    std::optional<Error> wantsLogin_;
};

CameraFinder::CameraFinder(asio::io_context& context, const Clock& clock, Duration patience)
    : search_(std::make_shared<Search>(context, clock, patience)) {}

CameraFinder::~CameraFinder() {
    search_->leave();
}

void CameraFinder::start(FindRequest request, OnStep onStep, OnEnd onEnd) {
    search_->start(std::move(request), std::move(onStep), std::move(onEnd));
}

}  // namespace ocellus
