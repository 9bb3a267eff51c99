// SPDX-License-Identifier: Apache-2.0
#include "outputs/http/http_sender.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace ocellus {

HttpSender::HttpSender(boost::asio::io_context& network)
    : network_(network), client_(std::make_shared<std::unique_ptr<HttpClient>>()) {}

HttpSender::~HttpSender() {
    // Handlers run in the order of posting, so this is the last that touches the client.
    boost::asio::post(network_, [client = std::move(client_)] { client->reset(); });
}

void HttpSender::send(HttpRequest request, HttpClient::Callback callback) {
    boost::asio::post(network_, [&network = network_, client = client_, request = std::move(request),
                                 callback = std::move(callback)]() mutable {
        if (!*client) {
            *client = std::make_unique<HttpClient>(network);
        }
        (*client)->request(std::move(request), std::move(callback));
    });
}

}  // namespace ocellus
