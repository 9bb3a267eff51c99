// SPDX-License-Identifier: Apache-2.0
#include "server/rtsp/rtsp_connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "base/identifier.h"
#include "base/log.h"
#include "server/rtsp/session_description.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kMostReceived = 128 * 1024;  // an interleaved frame and more
constexpr std::size_t kSessionBytes = 12;
constexpr std::size_t kMostAnswers = 64;  // unsent ones: a client that only asks and never reads
constexpr const char* kMethods =
    "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER";
constexpr std::uint8_t kPictures = 1;  // number of the track
constexpr std::uint8_t kDocuments = 2;

RtspResponse status(int code) {
    RtspResponse response;
    response.status = code;
    return response;
}

}  // namespace

RtspConnection::RtspConnection(asio::ip::tcp::socket socket, std::string peer, const Surroundings& around)
    : socket_(std::move(socket)),
      peer_(std::move(peer)),
      around_(around),
      outlet_(socket_, around.clock, around.limits),
      arrival_(around.context),
      heard_(around.clock.now()),
      checked_(heard_) {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto bytes = static_cast<int>(around_.limits.unsentBytes);
    ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes);
}

void RtspConnection::start(std::function<void()> ended) {
    ended_ = std::move(ended);
    asio::co_spawn(around_.context, read(shared_from_this()), asio::detached);
    asio::co_spawn(around_.context, write(shared_from_this()), asio::detached);
}

void RtspConnection::close() {
    if (std::exchange(closed_, true)) {
        return;
    }
    error_code ignored;
    socket_.close(ignored);
    outlet_.finish();
    arrival_.cancel();
}

void RtspConnection::tick() {
    const Instant now = around_.clock.now();
    const auto& limits = around_.limits;
    bool byDatagrams = false;
    for (const auto& [number, track] : tracks_) {
        if (track->isSetUp() && !track->isInterleaved()) {
            byDatagrams = true;
            heard_ = track->heard() ? now : heard_;
        }
    }
    const Duration quiet = now - heard_;
    const bool idle = !playing_ && quiet > limits.idle;
    const bool lost = playing_ && byDatagrams && quiet > limits.silence;
    const auto& since = outlet_.writingSince();
    const bool stuck = since && now - *since > limits.write;
    if (idle || lost || stuck) {
        log::debug("rtsp reader let go peer={} camera={}", peer_, camera());
        close();
        return;
    }
    if (access_ && !checking_ && now - checked_ > limits.recheck) {
        checked_ = now;
        recheck();
    }
}

void RtspConnection::recheck() {
    checking_ = around_.workers.run([self = shared_from_this(), access = *access_](bool wanted) {
        const bool open = !wanted || self->around_.door.stillOpen(access);
        asio::post(self->around_.context, [self, open] {
            self->checking_ = false;
            if (!open) {
                log::info("rtsp reader ended, its account is gone camera={}", self->camera());
                self->close();
            }
        });
    });
}

asio::awaitable<void> RtspConnection::read(std::shared_ptr<RtspConnection> self) {
    try {
        while (!self->closed_ && co_await self->takeOne()) {
        }
    } catch (const std::exception& fault) {
        log::error("rtsp connection ended by a fault reason=\"{}\"", fault.what());
    }
    self->playing_ = false;
    self->outlet_.finish();
    self->tracks_.clear();
    if (self->outlet_.waiting() == 0 || self->outlet_.writingSince()) {
        self->close();  // else its last answer goes out first
    }
    if (self->ended_) {
        std::exchange(self->ended_, nullptr)();
    }
}

asio::awaitable<bool> RtspConnection::takeOne() {
    RtspArrival arrival = parseRtsp(received_);
    if (std::holds_alternative<RtspNothing>(arrival.what) && arrival.bytes == 0) {
        if (received_.size() > kMostReceived) {
            co_return false;
        }
        std::array<char, kReadBytes> bytes{};
        error_code error;
        const std::size_t count = co_await socket_.async_read_some(
            asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, error));
        received_.append(bytes.data(), error ? 0 : count);
        co_return !error && count > 0;
    }
    received_.erase(0, arrival.bytes);
    if (const auto* fault = std::get_if<RtspFault>(&arrival.what)) {
        outlet_.say(writeRtsp(status(fault->status), {}));
        co_return false;
    }
    heard_ = around_.clock.now();
    if (const auto* request = std::get_if<RtspRequest>(&arrival.what)) {
        if (outlet_.waiting() > kMostAnswers + around_.limits.queuedPictures) {
            co_return false;
        }
        RtspResponse response = co_await answer(*request);
        response.with("Server", "Ocellus");
        outlet_.say(writeRtsp(response, request->header("CSeq")));
    }
    co_return !closed_;
}

// Never written within a co_await: g++ 12 destroys such temporaries twice.
RtspDoor::Question RtspConnection::questionOf(const RtspRequest& request) const {
    RtspDoor::Question question;
    question.method = request.method;
    question.uri = request.uri;
    if (const auto field = request.headers.find("Authorization")) {
        question.authorization = std::string(*field);
    }
    question.peer = peer_;
    return question;
}

asio::awaitable<RtspResponse> RtspConnection::answer(const RtspRequest& request) {
    if (request.method == "OPTIONS") {
        co_return status(200).with("Public", kMethods);
    }
    if (!request.header("Require").empty()) {
        co_return status(551).with("Unsupported", std::string(request.header("Require")));
    }
    const auto path = parseRtspPath(request.uri);
    if (!path) {
        // Whoever cannot prove anything learns nothing about what there is.
        co_return co_await admit(request);
    }
    if (!access_ || access_->camera != path->camera) {
        RtspDoor::Question question = questionOf(request);
        question.camera = path->camera;
        auto opened = co_await ask(std::move(question));
        if (auto* refused = std::get_if<RtspResponse>(&opened)) {
            co_return std::move(*refused);
        }
        if (access_) {
            (void)tearDown();  // one session, of one camera
        }
        access_ = std::get<RtspDoor::Access>(std::move(opened));
        checked_ = around_.clock.now();
    }
    const std::string_view session = request.header("Session");
    const std::string_view id = session.substr(0, session.find(';'));
    if (!id.empty() && id != session_) {
        co_return status(454);
    }
    if (request.method == "DESCRIBE") {
        co_return co_await describe(request, *path);
    }
    if (request.method == "SETUP") {
        co_return setUp(request, *path);
    }
    if (request.method == "PLAY") {
        co_return play(request, *path);
    }
    if (request.method == "PAUSE") {
        co_return pause();
    }
    if (request.method == "TEARDOWN") {
        co_return tearDown();
    }
    if (request.method == "GET_PARAMETER" || request.method == "SET_PARAMETER") {
        RtspResponse response;
        if (!session_.empty()) {
            response.with("Session", session_);
        }
        co_return response;
    }
    co_return status(501).with("Public", kMethods);
}

// An address that can name no camera: the proof is asked for all the same.
asio::awaitable<RtspResponse> RtspConnection::admit(const RtspRequest& request) {
    if (access_) {
        co_return status(404);
    }
    RtspDoor::Question question = questionOf(request);
    auto opened = co_await ask(std::move(question));
    auto* refused = std::get_if<RtspResponse>(&opened);
    co_return refused != nullptr ? std::move(*refused) : status(404);
}

asio::awaitable<std::variant<RtspDoor::Access, RtspResponse>> RtspConnection::ask(
    RtspDoor::Question question) {
    using Answer = std::shared_ptr<std::variant<RtspDoor::Access, RtspResponse>>;
    // The parameters of a coroutine live until it ends; the initiation runs once it is awaited.
    const auto answer = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Answer)>(
        [this](auto handler, RtspDoor::Question asked) {
            using Handler = decltype(handler);
            auto shared = std::make_shared<Handler>(std::move(handler));
            const auto reply = [shared, &context = around_.context](Answer given) {
                asio::post(context,
                           [shared, given = std::move(given)]() mutable { (*shared)(std::move(given)); });
            };
            const bool taken = around_.workers.run([this, asked = std::move(asked), reply](bool wanted) {
                reply(std::make_shared<std::variant<RtspDoor::Access, RtspResponse>>(
                    wanted ? around_.door.open(asked) : status(503)));
            });
            if (!taken) {
                reply(std::make_shared<std::variant<RtspDoor::Access, RtspResponse>>(status(503)));
            }
        },
        asio::use_awaitable, std::move(question));
    co_return std::move(*answer);
}

RtspTrack& RtspConnection::track(std::uint8_t number, RtspForm form) {
    auto& place = tracks_[number];
    if (place && place->form() != form) {
        outlet_.forget(*place);
        place.reset();
    }
    if (!place) {
        place = std::make_unique<RtspTrack>(
            around_.streams(access_->camera, form), form, access_->rate, around_.clock, around_.limits,
            RtspTrack::Owner{
                [this](RtspTrack& track, const RtspUnitPtr& unit) { outlet_.queue(track, unit); },
                [this] { arrival_.cancel(); }, [this] { close(); }});
    }
    return *place;
}

asio::awaitable<RtspResponse> RtspConnection::describe(const RtspRequest& request, const RtspPath& path) {
    if (path.track) {
        co_return status(404);
    }
    // It stays joined until the reader plays or goes, so what is learnt here need not be learnt twice.
    RtspTrack& pictures = track(kPictures, path.form);
    const Instant deadline = around_.clock.now() + around_.limits.firstPicture;
    while (!closed_ && !pictures.stream().ready() && around_.clock.now() < deadline) {
        arrival_.expires_after(deadline - around_.clock.now());
        co_await arrival_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    if (closed_ || !pictures.stream().ready()) {
        if (!playing_) {
            outlet_.forget(pictures);
            tracks_.erase(kPictures);
        }
        co_return status(503).with("Retry-After", "5");  // the camera is away
    }
    error_code error;
    SessionFacts facts{path, socket_.local_endpoint(error).address().to_string(),
                       pictures.stream().parameters(), access_->metadata};
    RtspResponse response;
    response.with("Content-Base", rtspBase(request.uri, path)).with("Content-Type", "application/sdp");
    response.body = describeSession(facts);
    co_return response;
}

RtspResponse RtspConnection::setUp(const RtspRequest& request, const RtspPath& path) {
    const std::uint8_t number = path.track.value_or(kPictures);
    if (number == kDocuments && !access_->metadata) {
        return status(404);
    }
    if (playing_) {
        return status(455);
    }
    if (!path_.empty() && path_ != path.text()) {
        return status(459);
    }
    const auto wanted =
        chooseTransport(request.header("Transport"), static_cast<std::uint8_t>(2 * (number - 1)));
    if (!wanted) {
        return status(461);
    }
    RtspTrack& chosen = track(number, number == kDocuments ? RtspForm::Metadata : path.form);
    error_code error;
    std::string transport;
    const auto pair = [](const RtspTransport& each) {
        return std::to_string(each.first) + "-" + std::to_string(each.second);
    };
    if (wanted->interleaved) {
        chosen.setInterleaved(*wanted);
        transport = "RTP/AVP/TCP;unicast;interleaved=" + pair(*wanted);
    } else {
        const auto ours = chosen.setDatagrams(around_.context, socket_.local_endpoint(error).address(),
                                              socket_.remote_endpoint(error).address(), *wanted);
        if (!ours) {
            return status(500);
        }
        transport = "RTP/AVP;unicast;client_port=" + pair(*wanted) + ";server_port=" + pair(*ours);
    }
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    transport += ";ssrc=";
    for (int shift = 28; shift >= 0; shift -= 4) {
        transport += kDigits[(chosen.sender().source >> static_cast<unsigned>(shift)) & 0xfU];
    }
    if (session_.empty()) {
        session_ = randomToken(kSessionBytes);
        path_ = path.text();
    }
    return status(200)
        .with("Transport", transport + ";mode=\"PLAY\"")
        .with("Session", session_ + ";timeout=60");
}

RtspResponse RtspConnection::play(const RtspRequest& request, const RtspPath& path) {
    if (session_.empty()) {
        return status(454);
    }
    std::string facts;
    for (const auto& [number, each] : tracks_) {
        if (!each->isSetUp()) {
            continue;
        }
        facts += (facts.empty() ? "url=" : ",url=") + rtspBase(request.uri, path) +
                 "trackID=" + std::to_string(number) + ";seq=" + std::to_string(each->sender().sequence);
        if (!playing_) {
            each->play();
        }
    }
    if (facts.empty()) {
        return status(455);
    }
    if (!std::exchange(playing_, true)) {
        log::info("rtsp reader camera={} path={} peer={} device=\"{}\"", access_->camera, path_, peer_,
                  access_->account);
    }
    return status(200).with("Session", session_).with("Range", "npt=now-").with("RTP-Info", facts);
}

RtspResponse RtspConnection::pause() {
    if (session_.empty()) {
        return status(454);
    }
    playing_ = false;
    for (const auto& [number, each] : tracks_) {
        each->pause();
        outlet_.forget(*each);
    }
    return status(200).with("Session", session_);
}

RtspResponse RtspConnection::tearDown() {
    playing_ = false;
    for (const auto& [number, each] : tracks_) {
        outlet_.forget(*each);
    }
    tracks_.clear();
    session_.clear();
    path_.clear();
    return status(200);
}

asio::awaitable<void> RtspConnection::write(std::shared_ptr<RtspConnection> self) {
    co_await self->outlet_.write();
    self->close();
}

}  // namespace ocellus
