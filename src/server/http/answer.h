// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <variant>

#include "server/http/download.h"
#include "server/http/feed.h"
#include "server/http/response.h"

namespace ocellus {

// The connection becomes a feed until the viewer leaves: messages of a WebSocket, or the body of an endless
// answer with `head` before it.
struct FeedAnswer {
    enum class Form { WebSocket, Body };
    Form form = Form::WebSocket;
    HeaderFields head;  // of Form::Body
    std::unique_ptr<Feed> feed;
    // Asked on a worker thread every HttpLimits::recheck: a session that ended, or a camera taken away from a
    // user, ends the feed.
    std::function<bool()> stillAllowed;
};

// A body whose length nobody knows before it is made.
struct DownloadAnswer {
    HeaderFields head;
    std::unique_ptr<Download> download;
    std::function<bool()> stillAllowed;  // as above
};

using Answer = std::variant<Response, FeedAnswer, DownloadAnswer>;

}  // namespace ocellus
