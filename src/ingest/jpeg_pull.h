// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/http_pull.h"

namespace ocellus {

// Single pictures, asked for again and again at the wanted rate (RELAY-90): over one connection where the
// camera keeps it, and only for newer ones where it offers ETag or Last-Modified: one that has not changed is
// published again, as what the camera shows now. A camera that is slower than the rate is asked again at
// once, never twice at a time. Bound to the network thread.
class JpegPull final : public HttpPull {
public:
    using HttpPull::HttpPull;

private:
    [[nodiscard]] boost::asio::awaitable<Error> stream(HttpSession& session) override;
};

}  // namespace ocellus
