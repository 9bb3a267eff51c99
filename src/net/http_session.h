// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "net/authenticator.h"
#include "net/chunked_decoder.h"
#include "net/connection.h"
#include "net/response_head.h"
#include "net/tls_policy.h"
#include "net/url.h"

namespace ocellus {

// One server as a client sees it: asks over a connection that is kept while it may be, answers challenges,
// follows redirects, and hands the body over as it comes. Bound to the network thread; one request at a time;
// close() may come at any time and is final.
class HttpSession {
public:
    struct Limits {
        Duration connect = std::chrono::seconds{5};  // name, TCP and TLS together
        Duration stall = std::chrono::seconds{10};   // without a byte
        std::optional<Connection::Clock::time_point> deadline;
        int redirects = 3;
        bool withinLimits = false;       // address_policy.h
        bool redirectsAnywhere = false;  // to other hosts too, over https and without credentials
    };

    struct Question {
        std::string method = "GET";
        HeaderFields headers;
        std::string_view body;
        bool keepAlive = true;  // the server is asked to leave the connection open
    };

    HttpSession(boost::asio::any_io_executor executor, Url url, TlsSettings tls,
                std::shared_ptr<Authenticator> authenticator);
    ~HttpSession();
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;

    [[nodiscard]] Limits& limits() { return limits_; }

    // The head of the final answer: not 1xx, not a redirect that was followed, not a 401 that was answered.
    [[nodiscard]] boost::asio::awaitable<Result<ResponseHead>> ask(const Question& question);

    // Bytes of the answer's body as they come, straight from the socket into `into`; 0 at its end. Fails with
    // Kind::Unavailable where the connection ends before a stated length.
    [[nodiscard]] boost::asio::awaitable<Result<std::size_t>> readBody(std::span<std::uint8_t> into);

    // Moves the moment past which nothing succeeds, for what is under way too.
    void setDeadline(std::optional<Connection::Clock::time_point> deadline);

    void close();

    [[nodiscard]] const Url& url() const { return url_; }

    // Of the last connection; with Pin and no pin given, the first one seen is the pin from then on.
    [[nodiscard]] const std::string& certificate() const { return certificate_; }

    [[nodiscard]] bool pastDeadline() const {
        return limits_.deadline && Connection::Clock::now() >= *limits_.deadline;
    }

    [[nodiscard]] std::uint64_t bytesRead() const { return bytesRead_; }

private:
    // Whether ask() has its answer, must ask again (on the same connection if that is open), or has failed.
    enum class Next { Done, Again };

    struct Round {
        Question question;
        int redirectsLeft = 0;
        int challengesLeft = 3;
        bool retried = false;  // a kept connection was found closed
    };

    [[nodiscard]] boost::asio::awaitable<Result<void>> connect();
    [[nodiscard]] boost::asio::awaitable<Result<ResponseHead>> exchange(const Question& question);
    [[nodiscard]] boost::asio::awaitable<Result<ResponseHead>> readHead();
    [[nodiscard]] boost::asio::awaitable<void> endBody();
    [[nodiscard]] std::string requestHead(const Question& question);
    [[nodiscard]] Result<Next> consider(const ResponseHead& head, Round& round);
    [[nodiscard]] Result<Next> answerChallenge(const ResponseHead& head, Round& round);
    [[nodiscard]] Result<Next> follow(const ResponseHead& head, Round& round);
    void prepareBody(const ResponseHead& head);

    boost::asio::any_io_executor executor_;
    Url url_;
    TlsSettings tls_;
    std::shared_ptr<Authenticator> authenticator_;
    Limits limits_;
    std::shared_ptr<Connection> connection_;
    std::vector<std::uint8_t> ahead_;  // read past the head
    std::size_t aheadUsed_ = 0;
    std::optional<std::uint64_t> bodyLeft_;  // nothing: until the connection ends
    std::optional<ChunkedDecoder> chunks_;
    bool bodyEnded_ = true;
    bool keepsAlive_ = false;
    bool reused_ = false;
    bool closed_ = false;
    std::string certificate_;
    std::uint64_t bytesRead_ = 0;
};

}  // namespace ocellus
