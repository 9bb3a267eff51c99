// SPDX-License-Identifier: Apache-2.0
#include "server/http/connection.h"

#include <array>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "base/log.h"
#include "base/text.h"
#include "server/http/deadline.h"
#include "server/http/download_writer.h"
#include "server/http/feed_writer.h"
#include "server/http/websocket.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Parser = http::request_parser<http::string_body>;

constexpr std::size_t kFirstRead = 2048;                // bytes
constexpr std::size_t kDrained = std::size_t{1} << 20;  // bytes read and thrown away after a refusal
constexpr Duration kDrainTime = std::chrono::seconds{2};

// Whom a refusal of the parser means, as the client reads it; nothing where only closing is left.
std::optional<Response> responseTo(error_code error) {
    if (error == http::error::header_limit || error == asio::error::not_found) {
        return refusal(
            431, "too_large",
            {Error::Kind::Limit, "the head of the request is larger than 16 KiB", "send fewer headers"});
    }
    if (error == http::error::body_limit) {
        return refusal(413, "too_large",
                       {Error::Kind::Limit, "the body of the request is larger than 1 MiB", "send less"});
    }
    if (error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
        return refusal(
            400, "bad_input",
            {Error::Kind::BadInput, "this is not HTTP/1.1: " + error.message(), "send a proper request"});
    }
    return std::nullopt;
}

Response misread(const std::string& message) {
    return refusal(400, "bad_input", {Error::Kind::BadInput, message, "send a proper request"});
}

class Conversation {
public:
    Conversation(std::shared_ptr<Stream> stream, std::string peer, bool peerIsLoopback, Service& service,
                 const HttpLimits& limits)
        : stream_(std::move(stream)),
          deadline_(stream_),
          peer_(std::move(peer)),
          peerIsLoopback_(peerIsLoopback),
          service_(service),
          limits_(limits) {
        buffer_.max_size(limits.head);
    }

    asio::awaitable<void> run() {
        if (stream_->isSecure()) {
            error_code error;
            deadline_.set(limits_.handshake);
            co_await stream_->async_handshake(asio::redirect_error(asio::use_awaitable, error));
            if (error) {
                stream_->close();
                co_return;
            }
        }
        while (co_await serveOne()) {
        }
        deadline_.clear();
        stream_->close();
    }

private:
    // False: the connection is over.
    asio::awaitable<bool> serveOne() {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(limits_.head));
        parser.body_limit(limits_.body);
        error_code error;
        if (!co_await awaitBytes()) {
            co_return false;
        }
        deadline_.set(limits_.headTime);
        // The whole head first: Beast bounds what one read brings, not what many small ones add up to.
        co_await asio::async_read_until(*stream_, buffer_, "\r\n\r\n",
                                        asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            co_await http::async_read_header(*stream_, buffer_, parser,
                                             asio::redirect_error(asio::use_awaitable, error));
        }
        if (!error && !parser.is_done()) {
            deadline_.set(limits_.bodyTime);
            if (equalIgnoringCase(
                    {parser.get()[http::field::expect].data(), parser.get()[http::field::expect].size()},
                    "100-continue")) {
                static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
                co_await asio::async_write(*stream_, asio::buffer(kContinue),
                                           asio::redirect_error(asio::use_awaitable, error));
            }
            co_await http::async_read(*stream_, buffer_, parser,
                                      asio::redirect_error(asio::use_awaitable, error));
        }
        deadline_.clear();
        if (error) {
            if (auto response = responseTo(error)) {
                co_await refuse(std::move(*response));
            }
            co_return false;
        }
        const bool keepsAlive = parser.keep_alive();
        auto message = parser.release();
        auto request = convert(message);
        if (!request) {
            co_await refuse(misread(request.error().message));
            co_return false;
        }
        const bool headOnly = request->method == Method::Head;
        Answer answer = co_await ask(std::move(*request));
        if (auto* feed = std::get_if<FeedAnswer>(&answer); feed != nullptr && headOnly) {
            Response head;
            head.headers = std::move(feed->head);
            co_await write(head, false, true);
            co_return false;
        }
        if (auto* feed = std::get_if<FeedAnswer>(&answer)) {
            co_await serveFeed(std::move(message), std::move(*feed));
            co_return false;
        }
        if (auto* download = std::get_if<DownloadAnswer>(&answer)) {
            const BodyEnd end = message.version() >= 11 ? BodyEnd::Chunk : BodyEnd::Close;
            co_return co_await serveDownloadAnswer(std::move(*download), end,
                                                   keepsAlive && end == BodyEnd::Chunk, headOnly);
        }
        auto& response = std::get<Response>(answer);
        const bool goesOn = keepsAlive && !response.closes;
        co_return co_await write(response, goesOn, headOnly) && goesOn;
    }

    asio::awaitable<bool> awaitBytes() {
        if (buffer_.size() > 0) {
            co_return true;
        }
        buffer_.shrink_to_fit();  // an idle client holds no memory
        error_code error;
        deadline_.set(limits_.idle);
        const std::size_t count = co_await stream_->async_read_some(
            buffer_.prepare(kFirstRead), asio::redirect_error(asio::use_awaitable, error));
        buffer_.commit(error ? 0 : count);
        co_return !error && count > 0;
    }

    Result<Request> convert(const http::request<http::string_body>& message) {
        Request request;
        request.methodText = std::string(message.method_string());
        request.method = methodOf(request.methodText);
        request.rawTarget = std::string(message.target());
        if (message.version() >= 11 && message.count(http::field::host) != 1) {
            return failure(Error::Kind::BadInput, "the request must name its host once");
        }
        auto target = parseTarget(request.rawTarget);
        if (!target) {
            return tl::unexpected(target.error());
        }
        request.target = std::move(*target);
        for (const auto& field : message) {
            request.headers.add(std::string(field.name_string()), std::string(field.value()));
        }
        request.body = message.body();
        request.peer = peer_;
        request.peerIsLoopback = peerIsLoopback_ && isLoopbackHost(request.header("Host"));
        request.secure = stream_->isSecure();
        request.wantsWebSocket = isUpgrade(message);
        return request;
    }

    asio::awaitable<Answer> ask(Request request) {
        // The parameters of a coroutine live until it ends; the initiation runs once it is awaited.
        const auto answer =
            co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::shared_ptr<Answer>)>(
                [this](auto handler, Request asked) {
                    using Handler = decltype(handler);
                    auto shared = std::make_shared<Handler>(std::move(handler));
                    service_.answer(std::move(asked),
                                    [shared, executor = stream_->get_executor()](Answer given) {
                                        auto kept = std::make_shared<Answer>(std::move(given));
                                        asio::post(executor, [shared, kept = std::move(kept)]() mutable {
                                            (*shared)(std::move(kept));
                                        });
                                    });
                },
                asio::use_awaitable, std::move(request));
        co_return std::move(*answer);
    }

    asio::awaitable<void> serveFeed(http::request<http::string_body> message, FeedAnswer feed) {
        if (feed.form == FeedAnswer::Form::WebSocket) {
            co_await serveWebSocket(stream_, std::move(message), std::move(feed), service_, limits_);
        } else {
            for (const HeaderField& field : service_.commonHeaders()) {
                feed.head.add(field.name, field.value);
            }
            co_await serveBody(stream_, std::move(feed), service_, limits_);
        }
    }

    asio::awaitable<bool> serveDownloadAnswer(DownloadAnswer download, BodyEnd end, bool goesOn,
                                              bool headOnly) {
        if (headOnly) {
            Response head;
            head.headers = std::move(download.head);
            co_await write(head, false, true);
            co_return false;
        }
        for (const HeaderField& field : service_.commonHeaders()) {
            download.head.add(field.name, field.value);
        }
        download.head.add("Connection", goesOn ? "keep-alive" : "close");
        co_return co_await serveDownload(stream_, std::move(download), end, service_, limits_) && goesOn;
    }

    asio::awaitable<bool> write(Response& response, bool goesOn, bool headOnly) {
        HeaderFields fields = std::move(response.headers);
        for (const HeaderField& field : service_.commonHeaders()) {
            if (!fields.find(field.name)) {
                fields.add(field.name, field.value);
            }
        }
        if (response.status != 204 && response.status != 304) {
            fields.add("Content-Length", std::to_string(response.bodySize()));
        }
        fields.add("Connection", goesOn ? "keep-alive" : "close");
        const std::string head = writeHead(response.status, fields);
        std::array<asio::const_buffer, 2> buffers{asio::buffer(head), asio::const_buffer{}};
        if (!headOnly) {
            buffers[1] = response.text.empty()
                             ? asio::const_buffer(response.bytes.data.get(), response.bytes.size)
                             : asio::buffer(response.text);
        }
        error_code error;
        deadline_.set(limits_.writeTime);
        co_await asio::async_write(*stream_, buffers, asio::redirect_error(asio::use_awaitable, error));
        deadline_.clear();
        co_return !error;
    }

    // Answers, then reads what is still coming for a while: a reset would destroy the answer on its way.
    asio::awaitable<void> refuse(Response response) {
        if (!co_await write(response, false, false)) {
            co_return;
        }
        stream_->shutdownSend();
        deadline_.set(kDrainTime);
        std::array<char, 4096> bytes{};
        error_code error;
        for (std::size_t total = 0; !error && total < kDrained;) {
            total += co_await stream_->async_read_some(asio::buffer(bytes),
                                                       asio::redirect_error(asio::use_awaitable, error));
        }
    }

    std::shared_ptr<Stream> stream_;
    Deadline deadline_;
    std::string peer_;
    bool peerIsLoopback_;
    Service& service_;
    const HttpLimits& limits_;
    beast::flat_buffer buffer_;
};

}  // namespace

asio::awaitable<void> serveConnection(std::shared_ptr<Stream> stream, std::string peer, bool peerIsLoopback,
                                      Service& service, const HttpLimits& limits) {
    try {
        Conversation conversation(stream, std::move(peer), peerIsLoopback, service, limits);
        co_await conversation.run();
    } catch (const std::exception& fault) {
        log::error("connection ended by a fault reason=\"{}\"", fault.what());
        stream->close();
    }
}

}  // namespace ocellus
