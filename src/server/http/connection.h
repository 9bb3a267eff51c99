// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "server/http/http_limits.h"
#include "server/http/service.h"
#include "server/http/stream.h"

namespace ocellus {

// Reads requests from one client, one after the other, and writes their answers until the client leaves, is
// too slow, or breaks the rules. Never throws. Bound to the network thread.
[[nodiscard]] boost::asio::awaitable<void> serveConnection(std::shared_ptr<Stream> stream, std::string peer,
                                                           bool peerIsLoopback, Service& service,
                                                           const HttpLimits& limits);

}  // namespace ocellus
