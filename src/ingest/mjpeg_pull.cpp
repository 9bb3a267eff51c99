// SPDX-License-Identifier: Apache-2.0
#include "ingest/mjpeg_pull.h"

#include "ingest/http_reasons.h"

namespace ocellus {

boost::asio::awaitable<Error> MjpegPull::stream(HttpSession& session) {
    const HttpSession::Question question;
    const Result<ResponseHead> head = co_await session.ask(question);
    if (!head) {
        co_return head.error();
    }
    if (const auto reason = whyNoPictures(*head, url().peer())) {
        co_return *reason;
    }
    MultipartReader reader(head->fields.find("Content-Type").value_or(""));
    const Result<void> read = co_await readPictures(session, reader);
    if (!read) {
        co_return read.error();
    }
    const bool single = picturesOfStream() == 1 && contentLength(head->fields);
    co_return Error{Error::Kind::Unavailable,
                    url().peer() + (single ? " gives one picture at a time" : " ended the stream"),
                    single ? "choose the mode jpeg, or enter the path of its MJPEG stream"
                           : "it is tried again; if it stays away, look into the camera's own log"};
}

}  // namespace ocellus
