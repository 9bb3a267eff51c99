// SPDX-License-Identifier: Apache-2.0
#include "net/http_client.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <optional>
#include <set>

#include "net/http_session.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kMaximumRemembered = 256;  // servers whose challenge is kept

}  // namespace

class HttpClient::Room : public std::enable_shared_from_this<HttpClient::Room> {
public:
    explicit Room(asio::io_context& context) : context_(context) {}

    void start(HttpRequest request, Callback callback) {
        asio::co_spawn(context_, run(shared_from_this(), std::move(request), std::move(callback)),
                       asio::detached);
    }

    void leave() {
        left_ = true;
        for (HttpSession* session : sessions_) {
            session->close();
        }
    }

private:
    static asio::awaitable<void> run(std::shared_ptr<Room> room, HttpRequest request, Callback callback) {
        co_await asio::post(asio::use_awaitable);
        Result<HttpAnswer> answer = failure(Error::Kind::Internal, "not asked");
        if (!room->left_) {
            answer = co_await room->ask(request);
        }
        if (!room->left_) {
            callback(std::move(answer));
        }
    }

    asio::awaitable<Result<HttpAnswer>> ask(const HttpRequest& request) {
        Result<Url> url = parseUrl(request.url);
        if (!url) {
            co_return tl::unexpected(url.error());
        }
        if (!url->scheme.starts_with("http")) {
            co_return failure(Error::Kind::BadInput, "address " + url->redacted() + " is not http or https",
                              "use an address that begins with http:// or https://");
        }
        const std::shared_ptr<Authenticator> authenticator = authenticatorFor(*url, request);
        HttpSession session(context_.get_executor(), *std::move(url), request.tls, authenticator);
        session.limits().stall = request.stall;
        session.limits().connect = request.timeout.count() > 0 ? request.timeout : request.stall;
        session.limits().withinLimits = request.withinLimits;
        session.limits().redirectsAnywhere = request.redirectsAnywhere;
        if (request.timeout.count() > 0) {
            session.limits().deadline = Connection::Clock::now() + request.timeout;
        }
        sessions_.insert(&session);
        Result<HttpAnswer> answer = co_await converse(session, request);
        sessions_.erase(&session);
        co_return answer;
    }

    static asio::awaitable<Result<HttpAnswer>> converse(HttpSession& session, const HttpRequest& request) {
        HttpSession::Question question;
        question.method = request.method;
        question.headers = request.headers;
        question.keepAlive = false;
        question.body = request.body;
        Result<ResponseHead> head = co_await session.ask(question);
        if (!head) {
            co_return tl::unexpected(head.error());
        }
        HttpAnswer answer{*std::move(head), {}, session.certificate()};
        const bool streamed = request.onBody && answer.head.status / 100 == 2;
        std::vector<std::uint8_t> buffer(std::size_t{16} * 1024);
        std::size_t total = 0;
        while (request.method != "HEAD") {
            const Result<std::size_t> n = co_await session.readBody(buffer);
            if (!n) {
                co_return tl::unexpected(n.error());
            }
            if (*n == 0) {
                break;
            }
            total += *n;
            if (total > request.maximumBody) {
                co_return failure(Error::Kind::Limit,
                                  session.url().peer() + " answers with more than " +
                                      std::to_string(request.maximumBody) + " bytes",
                                  "check the address");
            }
            if (!streamed) {
                answer.body.append(reinterpret_cast<const char*>(buffer.data()), *n);
            } else if (const auto taken = request.onBody(answer.head, std::span(buffer).first(*n)); !taken) {
                co_return tl::unexpected(taken.error());
            }
        }
        co_return answer;
    }

    std::shared_ptr<Authenticator> authenticatorFor(const Url& url, const HttpRequest& request) {
        const std::string& user = request.username.empty() ? url.username : request.username;
        const Secret& password = request.username.empty() ? url.password : request.password;
        const std::string key = url.scheme + "://" + url.peer() + " " + user;
        const auto found = remembered_.find(key);
        if (found != remembered_.end() && found->second.password.matches(password)) {
            return found->second.authenticator;
        }
        if (remembered_.size() >= kMaximumRemembered) {
            remembered_.clear();
        }
        auto authenticator = std::make_shared<Authenticator>(user, password);
        remembered_.insert_or_assign(key, Remembered{password, authenticator});
        return authenticator;
    }

    struct Remembered {
        Secret password;
        std::shared_ptr<Authenticator> authenticator;
    };

    asio::io_context& context_;
    std::map<std::string, Remembered> remembered_;
    std::set<HttpSession*> sessions_;  // under way
    bool left_ = false;
};

HttpClient::HttpClient(asio::io_context& context) : room_(std::make_shared<Room>(context)) {}

HttpClient::~HttpClient() {
    room_->leave();
}

void HttpClient::request(HttpRequest request, Callback callback) {
    room_->start(std::move(request), std::move(callback));
}

Result<HttpAnswer> fetch(HttpRequest request) {
    asio::io_context context{1};
    HttpClient client(context);
    std::optional<Result<HttpAnswer>> answer;
    client.request(std::move(request), [&](Result<HttpAnswer> result) { answer = std::move(result); });
    context.run();
    return answer ? *std::move(answer)
                  : failure(Error::Kind::Internal, "the request ended without an answer");
}

}  // namespace ocellus
