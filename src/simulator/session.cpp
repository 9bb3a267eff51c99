// SPDX-License-Identifier: Apache-2.0
#include "simulator/session.h"

#include <array>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <cmath>
#include <random>
#include <utility>

#include "simulator/framing.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
using asio::use_awaitable;
using std::chrono::milliseconds;

constexpr double kGoldenRatio = 0.618033988749895;
constexpr std::uint64_t kPicturesBeforeTrouble = 3;
constexpr std::string_view kStreamPath = "/cgi-bin/mjpeg";
constexpr std::string_view kMoved = "/moved";  // stands before a path after a redirect
constexpr std::string_view kStillPath = "/cgi-bin/camera";

// Phases of one client after the other, spread evenly over an interval however many come.
Duration phaseOf(std::uint64_t number, Duration interval) {
    const double part = static_cast<double>(number) * kGoldenRatio;
    return Duration{
        static_cast<std::int64_t>((part - std::floor(part)) * static_cast<double>(interval.count()))};
}

std::string connectionLine(const CameraRequest& request) {
    return request.keepsAlive() ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
}

double rateOf(const CameraRequest& request, double most) {
    const std::string_view text = request.query("frame");
    double asked = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), asked);
    return code == std::errc{} && asked > 0 ? std::min(asked, most) : most;
}

}  // namespace

asio::awaitable<void> Session::run() {
    co_await wire_.open();
    while (true) {
        const auto request = co_await nextRequest();
        if (!request || !co_await answer(*request)) {
            co_return;
        }
    }
}

asio::awaitable<std::optional<CameraRequest>> Session::nextRequest() {
    std::array<char, 2048> buffer{};
    while (true) {
        const auto end = received_.find("\r\n\r\n");
        if (end != std::string::npos) {
            auto request = parseCameraRequest(std::string_view{received_}.substr(0, end + 4));
            received_.erase(0, end + 4);
            co_return request;
        }
        if (received_.size() > kMaximumRequest) {
            co_return std::nullopt;
        }
        received_.append(buffer.data(), co_await wire_.read(buffer));
    }
}

// True when the connection serves another request.
asio::awaitable<bool> Session::answer(const CameraRequest& request) {
    if (!room_.access.admits(request.method, request.target, request.fields)) {
        co_await refuse(request, "401 Unauthorized", room_.access.challenge());
        co_return request.keepsAlive();
    }
    auto path = request.path();
    const bool moved = path.starts_with(kMoved);
    path.remove_prefix(moved ? kMoved.size() : 0);
    const Quirk quirk = room_.settings.quirk;
    if (request.method != "GET" || (path != kStreamPath && path != kStillPath)) {
        co_await refuse(request, "404 Not Found", "");
        co_return request.keepsAlive();
    }
    if (quirk == Quirk::RedirectLoop || (quirk == Quirk::Redirect && !moved)) {
        const std::string to = (moved ? "" : std::string{kMoved}) + request.target;
        co_await refuse(request, "302 Found", "Location: " + to + "\r\n");
        co_return request.keepsAlive();
    }
    if (path == kStillPath) {
        co_await still(request);
        co_return request.keepsAlive();
    }
    if (quirk == Quirk::Garbage || quirk == Quirk::EndlessHead || quirk == Quirk::EndlessPart) {
        co_await flood();
    }
    co_await stream(request);
    co_return false;
}

asio::awaitable<void> Session::refuse(const CameraRequest& request, const char* status,
                                      const std::string& lines) {
    const std::string body = std::string{"<html><body>"} + status + "</body></html>";
    const std::string text = std::string{"HTTP/1.1 "} + status + "\r\n" + lines + connectionLine(request) +
                             "Content-Type: text/html\r\nContent-Length: " + std::to_string(body.size()) +
                             "\r\n\r\n" + body;
    co_await wire_.write(text);
}

asio::awaitable<void> Session::still(const CameraRequest& request) {
    const auto picture = room_.store.at(room_.clock.now() - room_.start);
    const std::vector<WirePiece> pieces{
        {"HTTP/1.1 200 OK\r\n" + connectionLine(request) +
             "Content-Type: image/jpeg\r\nCache-Control: no-store\r\nContent-Length: " +
             std::to_string(picture->size()) + "\r\n\r\n",
         *picture}};
    co_await wire_.write(pieces);
    ++room_.pictures;
}

asio::awaitable<void> Session::stream(const CameraRequest& request) {
    const double rate = rateOf(request, room_.settings.picturesPerSecond);
    const Duration interval = fromSeconds(1 / rate);
    const Duration phase = phaseOf(number_, interval);
    Framing framing{room_.settings.quirk, std::to_string(number_)};
    const std::string head = framing.head();
    co_await wire_.write(head);
    // Slow streams don't keep a new client waiting for its phase.
    bool atOnce = interval > milliseconds{500};
    const auto together = room_.settings.quirk == Quirk::Burst
                              ? std::max<std::int64_t>(1, static_cast<std::int64_t>(rate))
                              : std::int64_t{1};
    for (std::uint64_t sent = 0;;) {
        const Duration since = room_.clock.now() - room_.start - phase;
        // The next moment of this client's grid; a slow client skips those that passed.
        const Duration due =
            interval * together * (since / (interval * together) + (since < Duration{} ? 0 : 1));
        if (!std::exchange(atOnce, false)) {
            co_await sleepUntil(room_.start + phase + due);
        }
        for (std::int64_t member = 0; member < together; ++member) {
            const EncodedPicture picture = room_.store.at(due + interval * member);
            const std::uint64_t number = sent++;
            if (!co_await sendPicture(framing, picture, number)) {
                co_return;
            }
        }
    }
}

// False when the connection is to end.
asio::awaitable<bool> Session::sendPicture(Framing& framing, const EncodedPicture& picture,
                                           std::uint64_t number) {
    const auto pieces = framing.part(picture);
    const Quirk quirk = room_.settings.quirk;
    if (quirk == Quirk::Split || quirk == Quirk::SlowDrip) {
        co_await sendSlowly(pieces);
    } else if (number >= kPicturesBeforeTrouble && (quirk == Quirk::Hang || quirk == Quirk::Reset)) {
        const auto half = pieces.front().picture.first(picture->size() / 2);
        const std::vector<WirePiece> broken{{pieces.front().text, half}};
        co_await wire_.write(broken);
        if (quirk == Quirk::Hang) {
            co_await untilClientGoes();
        } else {
            // What is still on its way would be lost with the connection.
            co_await sleepFor(milliseconds{50});
            wire_.reset();
        }
        co_return false;
    } else {
        co_await wire_.write(pieces);
    }
    ++room_.pictures;
    co_return quirk != Quirk::Close || number < kPicturesBeforeTrouble;
}

asio::awaitable<void> Session::sendSlowly(const std::vector<WirePiece>& pieces) {
    const bool drip = room_.settings.quirk == Quirk::SlowDrip;
    std::string all;
    for (const WirePiece& piece : pieces) {
        all += piece.text;
        all.append(piece.picture.begin(), piece.picture.end());
    }
    // Ends and beginnings in tiny pieces: that is where the markers are.
    constexpr std::size_t kEdge = 300;
    for (std::size_t at = 0; at < all.size();) {
        const bool edge = at < kEdge || at + kEdge > all.size();
        const std::size_t size = drip ? 1 : (edge ? 1 + at % 3 : 1000);
        co_await wire_.write(std::string_view{all}.substr(at, size));
        at += size;
        if (drip) {
            co_await sleepFor(milliseconds{100});
        }
    }
}

// Sends without end, at about 400 kB/s so that a test of it does not eat the machine.
asio::awaitable<void> Session::flood() {
    std::mt19937 random{static_cast<std::mt19937::result_type>(number_)};
    std::string block(4096, 'x');
    if (room_.settings.quirk == Quirk::EndlessHead) {
        co_await wire_.write("HTTP/1.1 200 OK\r\n");
        block = "X-Filler: " + block + "\r\n";
    } else if (room_.settings.quirk == Quirk::EndlessPart) {
        const std::string head = Framing{Quirk::None, {}}.head();
        co_await wire_.write(head);
        co_await wire_.write("--ocellus\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff\xe0");
    }
    while (true) {
        if (room_.settings.quirk == Quirk::Garbage) {
            for (char& letter : block) {
                letter = static_cast<char>(random());
            }
        }
        co_await wire_.write(block);
        co_await sleepFor(milliseconds{10});
    }
}

asio::awaitable<void> Session::sleepUntil(Instant when) {
    co_await sleepFor(when - room_.clock.now());
}

asio::awaitable<void> Session::sleepFor(Duration time) {
    asio::steady_timer timer{wire_.executor(), time};
    co_await timer.async_wait(use_awaitable);
}

asio::awaitable<void> Session::untilClientGoes() {
    std::array<char, 512> ignored{};
    while (true) {
        co_await wire_.read(ignored);
    }
}

}  // namespace ocellus
