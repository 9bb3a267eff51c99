// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "server/http/answer.h"
#include "server/http/http_limits.h"
#include "server/http/service.h"
#include "server/http/stream.h"

namespace ocellus {

// How the end of a body is told: by its last chunk (RFC 9112, 7.1), or to HTTP/1.0 by the end of the
// connection.
enum class BodyEnd { Chunk, Close };

// Sends a download, each piece made on a worker once the one before is on its way: what the client does not
// take is not made. True: all of it was sent.
[[nodiscard]] boost::asio::awaitable<bool> serveDownload(std::shared_ptr<Stream> stream,
                                                         DownloadAnswer answer, BodyEnd bodyEnd,
                                                         Service& service, const HttpLimits& limits);

}  // namespace ocellus
