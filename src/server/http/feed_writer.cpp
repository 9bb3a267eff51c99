// SPDX-License-Identifier: Apache-2.0
#include "server/http/feed_writer.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace ocellus {

namespace asio = boost::asio;
using boost::system::error_code;

FeedWriter::FeedWriter(Stream& stream, FeedAnswer answer, Service& service, Duration recheckPeriod)
    : answer_(std::move(answer)),
      service_(service),
      recheckPeriod_(recheckPeriod),
      executor_(stream.get_executor()),
      wake_(stream.get_executor()),
      recheck_(stream.get_executor()) {}

void FeedWriter::start() {
    answer_.feed->start([weak = weak_from_this(), executor = executor_] {
        asio::post(executor, [weak] {
            if (const auto self = weak.lock()) {
                self->woken_ = true;
                self->wake_.cancel();
            }
        });
    });
    armRecheck();
}

void FeedWriter::stop() {
    end();
    answer_.feed->stop();
}

void FeedWriter::end() {
    over_ = true;
    recheck_.cancel();
    wake_.cancel();
}

asio::awaitable<std::optional<FeedMessage>> FeedWriter::next() {
    while (!over_) {
        woken_ = false;
        if (auto message = answer_.feed->next()) {
            co_return message;
        }
        if (!woken_) {
            error_code woken;
            wake_.expires_at(asio::steady_timer::time_point::max());
            co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        }
    }
    co_return std::nullopt;
}

void FeedWriter::armRecheck() {
    if (!answer_.stillAllowed) {
        return;
    }
    recheck_.expires_after(std::chrono::microseconds{recheckPeriod_});
    recheck_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (error || !self || self->over_) {
            return;
        }
        const bool asked = self->service_.runOnWorker(
            [weak, executor = self->executor_, stillAllowed = self->answer_.stillAllowed] {
                const bool allowed = stillAllowed();
                asio::post(executor, [weak, allowed] {
                    if (const auto writer = weak.lock()) {
                        writer->onRechecked(allowed);
                    }
                });
            });
        if (!asked) {
            self->armRecheck();  // the workers are busy: next time
        }
    });
}

void FeedWriter::onRechecked(bool allowed) {
    if (over_) {
        return;
    }
    if (allowed) {
        armRecheck();
    } else {
        end();
    }
}

namespace {

// A viewer of an endless answer has nothing to say: what comes is thrown away, its leaving is noticed.
asio::awaitable<void> awaitLeaving(std::shared_ptr<Stream> stream, std::shared_ptr<FeedWriter> writer) {
    std::array<char, 512> bytes{};
    error_code error;
    while (!error) {
        co_await stream->async_read_some(asio::buffer(bytes),
                                         asio::redirect_error(asio::use_awaitable, error));
    }
    writer->end();
}

}  // namespace

asio::awaitable<void> serveBody(std::shared_ptr<Stream> stream, FeedAnswer answer, Service& service,
                                const HttpLimits& limits) {
    HeaderFields fields = answer.head;
    fields.add("Connection", "close");
    const std::string head = writeHead(200, fields);
    const auto writer = std::make_shared<FeedWriter>(*stream, std::move(answer), service, limits.recheck);
    Deadline deadline(stream);
    error_code error;
    stream->boundUnsent(limits.unsentBytes);
    deadline.set(limits.writeTime);
    co_await asio::async_write(*stream, asio::buffer(head), asio::redirect_error(asio::use_awaitable, error));
    deadline.clear();
    writer->start();
    asio::co_spawn(stream->get_executor(), awaitLeaving(stream, writer), asio::detached);
    while (!error) {
        const auto message = co_await writer->next();
        if (!message) {
            break;
        }
        static const std::string kNone;
        const std::array<asio::const_buffer, 4> buffers{
            asio::buffer(message->prefix), asio::buffer(message->text ? *message->text : kNone),
            asio::buffer(message->picture.data.get(), message->picture.size), asio::buffer("\r\n", 2)};
        deadline.set(limits.writeTime);
        co_await asio::async_write(*stream, buffers, asio::redirect_error(asio::use_awaitable, error));
        deadline.clear();
    }
    writer->stop();
    stream->shutdownSend();
    stream->close();
}

}  // namespace ocellus
