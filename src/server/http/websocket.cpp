// SPDX-License-Identifier: Apache-2.0
#include "server/http/websocket.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "server/http/deadline.h"
#include "server/http/feed_writer.h"

namespace ocellus {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;

namespace {

using Socket = websocket::stream<Stream&, false>;  // false: no compression, JPEG has had its own

constexpr std::chrono::seconds kPingAfter{20};  // half of it without a word: a ping; the whole: gone

struct Viewer {
    Viewer(std::shared_ptr<Stream> lower, FeedAnswer answer, Service& service, Duration recheck)
        : stream(std::move(lower)),
          socket(*stream),
          deadline(stream),
          writer(std::make_shared<FeedWriter>(*stream, std::move(answer), service, recheck)) {}

    std::shared_ptr<Stream> stream;
    Socket socket;
    Deadline deadline;
    std::shared_ptr<FeedWriter> writer;
};

asio::awaitable<void> readMessages(std::shared_ptr<Viewer> viewer) {
    beast::flat_buffer buffer{kMaximumSocketMessage};
    for (;;) {
        error_code error;
        co_await viewer->socket.async_read(buffer, asio::redirect_error(asio::use_awaitable, error));
        if (error || viewer->writer->isOver()) {
            break;
        }
        if (viewer->socket.got_text()) {
            const auto bytes = buffer.cdata();
            viewer->writer->feed().onText({static_cast<const char*>(bytes.data()), bytes.size()});
        }
        buffer.clear();
    }
    viewer->writer->end();
}

asio::awaitable<void> writeMessages(Viewer& viewer, const HttpLimits& limits) {
    static const std::string kNone;
    error_code error;
    while (!error) {
        const auto message = co_await viewer.writer->next();
        if (!message) {
            co_return;
        }
        const std::array<asio::const_buffer, 3> buffers{
            asio::buffer(message->prefix), asio::buffer(message->text ? *message->text : kNone),
            asio::buffer(message->picture.data.get(), message->picture.size)};
        viewer.socket.binary(message->binary);
        viewer.deadline.set(limits.writeTime);
        co_await viewer.socket.async_write(buffers, asio::redirect_error(asio::use_awaitable, error));
        viewer.deadline.clear();
    }
}

}  // namespace

bool isUpgrade(const beast::http::request<beast::http::string_body>& request) {
    return websocket::is_upgrade(request);
}

asio::awaitable<void> serveWebSocket(std::shared_ptr<Stream> stream,
                                     beast::http::request<beast::http::string_body> request,
                                     FeedAnswer answer, Service& service, const HttpLimits& limits) {
    const auto viewer = std::make_shared<Viewer>(stream, std::move(answer), service, limits.recheck);
    Socket& socket = viewer->socket;
    socket.set_option(websocket::stream_base::timeout{std::chrono::seconds{10}, 2 * kPingAfter, true});
    socket.set_option(websocket::stream_base::decorator(
        [](websocket::response_type& response) { response.set(beast::http::field::server, "Ocellus"); }));
    socket.read_message_max(kMaximumSocketMessage);
    socket.auto_fragment(false);  // one frame a message: nothing is buffered on the way
    error_code error;
    co_await socket.async_accept(request, asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        stream->close();
        co_return;
    }
    stream->boundUnsent(limits.unsentBytes);
    viewer->writer->start();
    asio::co_spawn(stream->get_executor(), readMessages(viewer), asio::detached);
    co_await writeMessages(*viewer, limits);
    viewer->writer->stop();
    if (socket.is_open()) {
        viewer->deadline.set(std::chrono::seconds{3});
        co_await socket.async_close(websocket::close_code::going_away,
                                    asio::redirect_error(asio::use_awaitable, error));
        viewer->deadline.clear();
    }
    stream->close();
}

}  // namespace ocellus
