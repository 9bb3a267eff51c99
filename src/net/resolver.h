// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace ocellus {

// Turns names into addresses on a few threads of its own, because Asio resolves one name at a time and a dead
// name would stall every camera. Answers are kept for a minute, failures for five seconds. A service of its
// io context, so that all who use the context share it: boost::asio::use_service<Resolver>(context). Bound to
// the network thread.
class Resolver final : public boost::asio::execution_context::service {
public:
    using key_type = Resolver;
    using Addresses = std::vector<boost::asio::ip::address>;

    static boost::asio::execution_context::id id;

    explicit Resolver(boost::asio::execution_context& context);
    ~Resolver() override;
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    // In the order in which they should be tried, at least one. An address in digits needs no thread.
    [[nodiscard]] boost::asio::awaitable<Result<Addresses>> resolve(std::string host, Duration timeout);

private:
    class Pool;

    void shutdown() override;

    std::shared_ptr<Pool> pool_;
};

}  // namespace ocellus
