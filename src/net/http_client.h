// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "net/response_head.h"
#include "net/tls_policy.h"

namespace boost::asio {
class io_context;
}

namespace ocellus {

// One question to an HTTP server. Basic and Digest challenges are answered with the credentials; Basic is
// never sent over plain HTTP to a server that offered Digest.
struct HttpRequest {
    std::string method = "GET";
    std::string url;       // http or https
    HeaderFields headers;  // besides Host, Content-Length, Authorization, Accept-Encoding and Connection
    std::string body;      // its Content-Type stands in `headers`
    std::string username;
    Secret password;
    TlsSettings tls;
    Duration timeout = std::chrono::seconds{10};  // from the call to the last byte; zero: only `stall` counts
    Duration stall = std::chrono::seconds{10};    // without a byte
    std::size_t maximumBody = std::size_t{1} << 20;  // bytes; a longer answer fails with Kind::Limit
    // Redirects (at most 3) stay on the same host and port unless this is set; elsewhere only https is
    // followed, and credentials are left behind. For downloads.
    bool redirectsAnywhere = false;
    // Addresses that are off limits (address_policy.h) are not asked: for what a person may try at will.
    bool withinLimits = false;
    // Takes a body of status 2xx piece by piece instead of HttpAnswer::body; an error that it returns ends
    // the request with that error. Called where the client runs.
    std::function<Result<void>(const ResponseHead&, std::span<const std::uint8_t>)> onBody;
};

// Any status is an answer, 4xx and 5xx too; a Result's error means that there was none. Status 401 with
// credentials comes as Error::Kind::Unauthorised.
struct HttpAnswer {
    ResponseHead head;
    std::string body;
    std::string certificate;  // SHA-256 in hex of the server's certificate; empty over plain HTTP
};

// Asks HTTP servers, each question on a connection of its own. What a server demanded (Digest, and with which
// nonce) is remembered for the next question to it. Bound to the network thread: make, call and destroy it
// there; destroying it ends what is under way without a callback.
class HttpClient {
public:
    using Callback = std::function<void(Result<HttpAnswer>)>;

    explicit HttpClient(boost::asio::io_context& context);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    // Never calls back before it returns.
    void request(HttpRequest request, Callback callback);

private:
    class Room;
    std::shared_ptr<Room> room_;
};

// The same for callers that may wait: commands and worker threads, never the network thread.
[[nodiscard]] Result<HttpAnswer> fetch(HttpRequest request);

}  // namespace ocellus
