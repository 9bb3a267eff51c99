// SPDX-License-Identifier: Apache-2.0
#include "net/resolver.h"

#include <netdb.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace ocellus {
namespace {

namespace asio = boost::asio;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kThreads = 4;
constexpr std::size_t kMaximumNames = 1024;  // kept
constexpr std::chrono::seconds kKeep{60};
constexpr std::chrono::seconds kKeepFailure{5};

Result<Resolver::Addresses> lookUp(const std::string& host) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int code = getaddrinfo(host.c_str(), nullptr, &hints, &list);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
    if (code != 0) {
        return failure(
            code == EAI_AGAIN ? Error::Kind::Unavailable : Error::Kind::NotFound,
            "the name " + host + " is not known (" + gai_strerror(code) + ")",
            "check how it is written and this machine's name server, or use the address in digits");
    }
    Resolver::Addresses addresses;
    for (const addrinfo* item = list; item != nullptr && addresses.size() < 8; item = item->ai_next) {
        asio::ip::tcp::endpoint endpoint;
        endpoint.resize(item->ai_addrlen);
        std::memcpy(endpoint.data(), item->ai_addr, item->ai_addrlen);
        addresses.push_back(endpoint.address());
    }
    return addresses;
}

}  // namespace

// Shared with its threads, which may sit in a dead name's look-up when the context goes; they are left to end
// by themselves and find it gone.
class Resolver::Pool : public std::enable_shared_from_this<Resolver::Pool> {
public:
    explicit Pool(asio::io_context& context) : context_(&context) {}

    // One waiting coroutine; `wake` is cancelled when `answer` is there. Touched on the network thread only.
    struct Waiter {
        asio::steady_timer wake;
        std::optional<Result<Addresses>> answer;
    };

    // On the network thread.
    std::optional<Result<Addresses>> cached(const std::string& host) {
        const auto found = cache_.find(host);
        if (found == cache_.end() || found->second.until < std::chrono::steady_clock::now()) {
            return std::nullopt;
        }
        return found->second.answer;
    }

    void ask(const std::string& host, const std::shared_ptr<Waiter>& waiter) {
        std::vector<std::weak_ptr<Waiter>>& waiting = waiting_[host];
        waiting.push_back(waiter);
        if (waiting.size() > 1) {
            return;  // already under way
        }
        const std::lock_guard lock{mutex_};
        queue_.push_back(host);
        if (idle_ == 0 && threads_ < kThreads) {
            ++threads_;
            std::thread([pool = shared_from_this()] { pool->work(); }).detach();
        }
        ready_.notify_one();
    }

    void shutDown() {
        const std::lock_guard lock{mutex_};
        context_ = nullptr;
        queue_.clear();
        ready_.notify_all();
    }

private:
    struct Kept {
        Result<Addresses> answer;
        SteadyTime until;
    };

    void work() {
        std::unique_lock lock{mutex_};
        while (context_ != nullptr) {
            if (queue_.empty()) {
                ++idle_;
                ready_.wait(lock);
                --idle_;
                continue;
            }
            std::string host = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            Result<Addresses> answer = lookUp(host);
            lock.lock();
            if (context_ != nullptr) {
                asio::post(*context_, [pool = shared_from_this(), host = std::move(host),
                                       answer = std::move(answer)] { pool->answered(host, answer); });
            }
        }
    }

    // On the network thread.
    void answered(const std::string& host, const Result<Addresses>& answer) {
        const auto until = std::chrono::steady_clock::now() + (answer ? kKeep : kKeepFailure);
        const auto waiting = waiting_.extract(host);
        if (cache_.size() >= kMaximumNames) {
            cache_.clear();
        }
        cache_.insert_or_assign(host, Kept{answer, until});
        if (waiting.empty()) {
            return;
        }
        for (const std::weak_ptr<Waiter>& one : waiting.mapped()) {
            if (const auto waiter = one.lock()) {
                waiter->answer = answer;
                waiter->wake.cancel();
            }
        }
    }

    std::map<std::string, Kept> cache_;                                  // network thread
    std::map<std::string, std::vector<std::weak_ptr<Waiter>>> waiting_;  // network thread
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::string> queue_;
    std::size_t threads_ = 0;
    std::size_t idle_ = 0;
    asio::io_context* context_;  // null once it goes
};

asio::execution_context::id Resolver::id;

Resolver::Resolver(asio::execution_context& context)
    : service(context), pool_(std::make_shared<Pool>(static_cast<asio::io_context&>(context))) {}

Resolver::~Resolver() = default;

void Resolver::shutdown() {
    pool_->shutDown();
}

asio::awaitable<Result<Resolver::Addresses>> Resolver::resolve(std::string host, Duration timeout) {
    boost::system::error_code notDigits;
    const asio::ip::address address = asio::ip::make_address(host, notDigits);
    if (!notDigits) {
        co_return Addresses{address};
    }
    if (auto kept = pool_->cached(host)) {
        co_return *std::move(kept);
    }
    const auto executor = co_await asio::this_coro::executor;
    const auto waiter =
        std::make_shared<Pool::Waiter>(Pool::Waiter{asio::steady_timer(executor, timeout), {}});
    pool_->ask(host, waiter);
    co_await waiter->wake.async_wait(asio::as_tuple(asio::use_awaitable));
    std::optional<Result<Addresses>> answer = std::move(waiter->answer);
    if (!answer) {
        co_return failure(Error::Kind::Timeout, "the name server does not answer for " + host,
                          "check this machine's network, or use the address in digits");
    }
    co_return *std::move(answer);
}

}  // namespace ocellus
