// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "server/http/http_limits.h"
#include "server/http/listen_address.h"
#include "server/http/service.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace boost::asio {
class io_context;
}

namespace ocellus {

// Accepts clients and keeps count of them: so many in all, so many per address. Bound to the network thread;
// listen() may be called before that runs. What it holds must be destroyed after the context has stopped, or
// on the network thread.
class HttpServer {
public:
    HttpServer(boost::asio::io_context& context, Service& service, HttpLimits limits);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    // `name`: the setting that a message names ("server.http"). `tls`: null for plain HTTP; must outlive us.
    // Returns the address with the port taken.
    [[nodiscard]] Result<ListenAddress> listen(const ListenAddress& address, ssl_ctx_st* tls,
                                               std::string_view name);
    // No more clients, and the ones there are cut off.
    void close();
    [[nodiscard]] std::size_t connections() const;

private:
    class Room;
    std::shared_ptr<Room> room_;
};

}  // namespace ocellus
