// SPDX-License-Identifier: Apache-2.0
#include "ingest/jpeg_pull.h"

#include <algorithm>

#include "ingest/http_reasons.h"

namespace ocellus {
namespace {

constexpr double kSlowest = 0.01;  // pictures per second
constexpr double kFastest = 60;

}  // namespace

boost::asio::awaitable<Error> JpegPull::stream(HttpSession& session) {
    using SteadyClock = Connection::Clock;
    const double rate = std::clamp(settings().picturesPerSecond, kSlowest, kFastest);
    const Duration period = fromSeconds(1 / rate);
    MultipartReader reader("image/jpeg");
    std::string tag;
    SteadyClock::time_point due = SteadyClock::now();
    const std::uint64_t mine = life();
    while (life() == mine) {
        HttpSession::Question question;
        if (!tag.empty()) {
            question.headers.add("If-None-Match", tag);
        }
        const Result<ResponseHead> head = co_await session.ask(question);
        if (!head) {
            co_return head.error();
        }
        if (head->status == 304 && !tag.empty()) {
            extendDeadline(session);  // the camera lives; its picture has not changed
        } else if (const auto reason = whyNoPictures(*head, url().peer())) {
            co_return *reason;
        }
        tag = head->fields.find("ETag").value_or(head->status == 304 ? tag : "");
        const std::string type(head->fields.find("Content-Type").value_or(""));
        if (type.starts_with("multipart/")) {
            co_return Error{Error::Kind::Protocol, url().peer() + " gives a stream, not single pictures",
                            "choose the mode mjpeg, or enter the path of its still picture"};
        }
        const Result<void> read = co_await readPictures(session, reader);
        if (!read) {
            co_return read.error();
        }
        // From the time it was due, so that the rate is kept; from now on where the camera is slower.
        due = std::max(due + period, SteadyClock::now());
        if (life() == mine) {
            co_await sleep(std::chrono::duration_cast<Duration>(due - SteadyClock::now()));
        }
    }
    co_return Error{Error::Kind::Unavailable, "stopped", ""};
}

}  // namespace ocellus
