// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "base/time.h"
#include "server/http/stream.h"

namespace ocellus {

// Closes a stream that takes too long, whatever it is doing. It must be owned by what owns the stream. Bound
// to the network thread.
class Deadline {
public:
    explicit Deadline(Stream& stream) : stream_(stream), timer_(stream.get_executor()) {}

    void set(Duration duration) {
        timer_.expires_after(std::chrono::microseconds{duration});
        timer_.async_wait([this](boost::system::error_code error) {
            if (!error) {
                stream_.close();
            }
        });
    }

    void clear() { timer_.cancel(); }

private:
    Stream& stream_;
    boost::asio::steady_timer timer_;
};

}  // namespace ocellus
