// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <string>

#include "base/result.h"

namespace ocellus {

// One line for one receiver of TCP alarm notification.
struct AlarmCall {
    std::string host;
    int port = 0;
    std::string id;             // that the receiver must confirm
    std::string line;           // alarm_line.h, with its end
    bool withinLimits = false;  // addresses that are off limits (net/address_policy.h) are not called
};

// Sends the line over a connection of its own, waits up to 5 s for the receiver's word and gives it; fails
// unless it confirms. Runs where the network runs.
[[nodiscard]] boost::asio::awaitable<Result<std::string>> makeAlarmCall(boost::asio::any_io_executor executor,
                                                                        AlarmCall call);

}  // namespace ocellus
