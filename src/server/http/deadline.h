// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "base/time.h"
#include "server/http/stream.h"

namespace ocellus {

// Closes a stream that takes too long, whatever it is doing. Bound to the network thread.
class Deadline {
public:
    explicit Deadline(const std::shared_ptr<Stream>& stream)
        : stream_(stream), timer_(stream->get_executor()) {}

    void set(Duration duration) {
        timer_.expires_after(std::chrono::microseconds{duration});
        // It may have run out and stand in the queue already while we go: hence the weak pointer.
        timer_.async_wait([weak = stream_](boost::system::error_code error) {
            const auto stream = weak.lock();
            if (!error && stream) {
                stream->close();
            }
        });
    }

    void clear() { timer_.cancel(); }

private:
    std::weak_ptr<Stream> stream_;
    boost::asio::steady_timer timer_;
};

}  // namespace ocellus
