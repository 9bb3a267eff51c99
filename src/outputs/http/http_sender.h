// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "net/http_client.h"

namespace ocellus {

// Lets any thread ask HTTP servers through one client that lives on the network thread. Thread-safe.
class HttpSender {
public:
    explicit HttpSender(boost::asio::io_context& network);
    // Ends what is under way; its callbacks may not come any more.
    ~HttpSender();
    HttpSender(const HttpSender&) = delete;
    HttpSender& operator=(const HttpSender&) = delete;

    // `callback` runs on the network thread.
    void send(HttpRequest request, HttpClient::Callback callback);

private:
    boost::asio::io_context& network_;
    std::shared_ptr<std::unique_ptr<HttpClient>> client_;  // made and used on the network thread only
};

}  // namespace ocellus
