// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "server/http/answer.h"
#include "server/http/deadline.h"
#include "server/http/http_limits.h"
#include "server/http/service.h"
#include "server/http/stream.h"

namespace ocellus {

// The half of a feed that both forms of it share: waits for something to send, asks now and then whether the
// viewer may still see it, and knows when it is over. Shared by the coroutines that read and write. Bound to
// the network thread; stop() must be called.
class FeedWriter : public std::enable_shared_from_this<FeedWriter> {
public:
    FeedWriter(Stream& stream, FeedAnswer answer, Service& service, Duration recheckPeriod);

    void start();
    void stop();

    [[nodiscard]] bool isOver() const { return over_; }

    [[nodiscard]] Feed& feed() { return *answer_.feed; }

    // The next message, or nothing once it is over.
    [[nodiscard]] boost::asio::awaitable<std::optional<FeedMessage>> next();

    // Ends it from any coroutine on the network thread.
    void end();

private:
    void armRecheck();
    void onRechecked(bool allowed);

    FeedAnswer answer_;
    Service& service_;
    Duration recheckPeriod_;
    Stream::Executor executor_;
    boost::asio::steady_timer wake_;  // expires never; cancelled to wake the writer
    boost::asio::steady_timer recheck_;
    bool woken_ = false;
    bool over_ = false;
};

// Serves a feed as the endless body of an answer until either side leaves.
[[nodiscard]] boost::asio::awaitable<void> serveBody(std::shared_ptr<Stream> stream, FeedAnswer answer,
                                                     Service& service, const HttpLimits& limits);

}  // namespace ocellus
