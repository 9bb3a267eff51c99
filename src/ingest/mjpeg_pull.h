// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/http_pull.h"

namespace ocellus {

// Pictures from one endless answer: MJPEG over HTTP or HTTPS (RELAY-01). Bound to the network thread.
class MjpegPull final : public HttpPull {
public:
    using HttpPull::HttpPull;

private:
    [[nodiscard]] boost::asio::awaitable<Error> stream(HttpSession& session) override;
};

}  // namespace ocellus
