// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>

#include "server/http/answer.h"
#include "server/http/http_limits.h"
#include "server/http/service.h"
#include "server/http/stream.h"

namespace ocellus {

inline constexpr std::size_t kMaximumSocketMessage = 4096;  // bytes of a viewer's text message

// Whether the request asks for a WebSocket in the way that RFC 6455 wants it.
[[nodiscard]] bool isUpgrade(const boost::beast::http::request<boost::beast::http::string_body>& request);

// Serves a feed as WebSocket messages until either side leaves. Pictures go from their shared bytes to the
// socket, gathered with what stands before them; nothing is compressed.
[[nodiscard]] boost::asio::awaitable<void> serveWebSocket(
    std::shared_ptr<Stream> stream, boost::beast::http::request<boost::beast::http::string_body> request,
    FeedAnswer answer, Service& service, const HttpLimits& limits);

}  // namespace ocellus
