// SPDX-License-Identifier: Apache-2.0
#include "server/http/download_writer.h"

#include <array>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <functional>
#include <utility>

#include "base/log.h"
#include "server/http/deadline.h"

namespace ocellus {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::chrono::milliseconds kRetry{50};  // while all workers are busy
constexpr int kMostRetries = 60;

// What a worker and the writer hand each other. One of them has it at a time.
struct Piece {
    std::shared_ptr<Download> download;
    std::function<bool()> stillAllowed;
    std::string text;
    Result<bool> more = false;

    // On a worker.
    void make(bool check) {
        text.clear();
        if (check && stillAllowed && !stillAllowed()) {
            more = failure(Error::Kind::Unauthorised, "the session has ended");
            return;
        }
        more = download->next(text);
    }
};

using PiecePtr = std::shared_ptr<Piece>;

enum class Turn { Made, Busy, Over };

// Tells the writer how a turn went, once; a turn that was dropped, because the workers end, is over.
class Teller {
public:
    explicit Teller(std::function<void(Turn)> tell) : tell_(std::move(tell)) {}

    ~Teller() { tell(Turn::Over); }

    Teller(const Teller&) = delete;
    Teller& operator=(const Teller&) = delete;

    void tell(Turn turn) {
        if (tell_) {
            std::exchange(tell_, nullptr)(turn);
        }
    }

private:
    std::function<void(Turn)> tell_;
};

asio::awaitable<bool> makeOnWorker(PiecePtr piece, Stream& stream, Service& service, bool check) {
    const auto executor = stream.get_executor();
    for (int tries = 0; tries < kMostRetries; ++tries) {
        // The parameters of a coroutine live until it ends; the initiation runs once it is awaited.
        const Turn turn = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Turn)>(
            [&service, executor, check](auto handler, PiecePtr asked) {
                auto shared = std::make_shared<decltype(handler)>(std::move(handler));
                const auto teller = std::make_shared<Teller>([shared, executor](Turn result) {
                    asio::post(executor, [shared, result]() mutable { (*shared)(result); });
                });
                if (!service.runOnWorker([asked, teller, check] {
                        asked->make(check);
                        teller->tell(Turn::Made);
                    })) {
                    teller->tell(Turn::Busy);
                }
            },
            asio::use_awaitable, piece);
        if (turn != Turn::Busy) {
            co_return turn == Turn::Made;
        }
        asio::steady_timer pause(executor, kRetry);
        error_code ignored;
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return false;
}

std::string chunkHead(std::size_t size) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), size, 16).ptr;
    return std::string(digits.data(), end) + "\r\n";
}

}  // namespace

asio::awaitable<bool> serveDownload(std::shared_ptr<Stream> stream, DownloadAnswer answer, BodyEnd bodyEnd,
                                    Service& service, const HttpLimits& limits) {
    using SteadyClock = std::chrono::steady_clock;
    HeaderFields fields = std::move(answer.head);
    const bool chunked = bodyEnd == BodyEnd::Chunk;
    if (chunked) {
        fields.add("Transfer-Encoding", "chunked");
    }
    const std::string head = writeHead(200, fields);
    const auto piece = std::make_shared<Piece>();
    piece->download = std::move(answer.download);
    piece->stillAllowed = std::move(answer.stillAllowed);
    Deadline deadline(stream);
    error_code error;
    deadline.set(limits.writeTime);
    co_await asio::async_write(*stream, asio::buffer(head), asio::redirect_error(asio::use_awaitable, error));
    deadline.clear();
    auto checked = SteadyClock::now();
    for (bool more = true; more && !error;) {
        const auto now = SteadyClock::now();
        const bool check = now - checked >= std::chrono::microseconds{limits.recheck};
        checked = check ? now : checked;
        if (!co_await makeOnWorker(piece, *stream, service, check)) {
            co_return false;
        }
        if (!piece->more) {
            log::warn("a download broke off reason=\"{}\"", piece->more.error().text());
            co_return false;
        }
        more = *piece->more;
        if (piece->text.empty()) {
            continue;  // an empty chunk would be the last
        }
        const std::string size = chunked ? chunkHead(piece->text.size()) : std::string{};
        const std::array<asio::const_buffer, 3> buffers{asio::buffer(size), asio::buffer(piece->text),
                                                        asio::buffer("\r\n", chunked ? 2 : 0)};
        deadline.set(limits.writeTime);
        co_await asio::async_write(*stream, buffers, asio::redirect_error(asio::use_awaitable, error));
        deadline.clear();
    }
    if (!error && chunked) {
        deadline.set(limits.writeTime);
        co_await asio::async_write(*stream, asio::buffer("0\r\n\r\n", 5),
                                   asio::redirect_error(asio::use_awaitable, error));
        deadline.clear();
    }
    co_return !error;
}

}  // namespace ocellus
