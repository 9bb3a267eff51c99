// SPDX-License-Identifier: Apache-2.0
#include "ingest/jpeg_pull.h"

#include <algorithm>

#include "ingest/http_reasons.h"

namespace ocellus {
namespace {

constexpr double kSlowest = 0.01;  // pictures per second
constexpr double kFastest = 60;

// By what the picture that is held can be told from a newer one. Last-Modified counts in whole seconds: a
// picture that was stamped in the second in which it was fetched may have changed since under the same stamp.
class Validators {
public:
    void learn(const HeaderFields& answer, Instant now) {
        tag_ = answer.find("ETag").value_or("");
        const std::string modified(answer.find("Last-Modified").value_or(""));
        if (modified != modified_) {
            modified_ = modified;
            firstSeen_ = now;
        }
        const auto date = answer.find("Date");
        stampIsOld_ = (date && *date != modified) || now - firstSeen_ >= std::chrono::seconds{1};
    }

    // What a camera says with "not changed".
    void refresh(const HeaderFields& answer) { tag_ = answer.find("ETag").value_or(tag_); }

    void ask(HeaderFields& question) const {
        if (!tag_.empty()) {
            question.add("If-None-Match", tag_);
        }
        if (!modified_.empty() && stampIsOld_) {
            question.add("If-Modified-Since", modified_);
        }
    }

private:
    std::string tag_;
    std::string modified_;
    Instant firstSeen_{};
    bool stampIsOld_ = false;
};

}  // namespace

boost::asio::awaitable<Error> JpegPull::stream(HttpSession& session) {
    using SteadyClock = Connection::Clock;
    const double rate = std::clamp(settings().picturesPerSecond, kSlowest, kFastest);
    const Duration period = fromSeconds(1 / rate);
    MultipartReader reader("image/jpeg");
    Validators validators;
    SteadyClock::time_point due = SteadyClock::now();
    const std::uint64_t mine = life();
    while (life() == mine) {
        HttpSession::Question question;
        validators.ask(question.headers);
        const bool conditional = !question.headers.empty();
        const Result<ResponseHead> head = co_await session.ask(question);
        if (!head) {
            co_return head.error();
        }
        const Instant answered = clock().now();
        if (head->status == 304 && conditional) {
            validators.refresh(head->fields);
            publishAgain();  // the camera lives, and shows what it showed
            extendDeadline(session);
        } else if (const auto reason = whyNoPictures(*head, url().peer())) {
            co_return *reason;
        }
        if (life() != mine) {  // the listener stopped us
            break;
        }
        const std::string type(head->fields.find("Content-Type").value_or(""));
        if (type.starts_with("multipart/")) {
            co_return Error{Error::Kind::Protocol, url().peer() + " gives a stream, not single pictures",
                            "choose the mode mjpeg, or enter the path of its still picture"};
        }
        const std::uint64_t before = picturesOfStream();
        const Result<void> read = co_await readPictures(session, reader);
        if (!read) {
            co_return read.error();
        }
        if (picturesOfStream() > before) {
            validators.learn(head->fields, answered);
        } else if (head->status != 304) {
            validators = {};  // it came broken: there is nothing to compare with
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
