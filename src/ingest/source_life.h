// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "base/clock.h"
#include "ingest/back_off.h"
#include "ingest/source.h"

namespace ocellus {

// The life that every source leads: connect, stream, fail, tell why, wait, try again. Kept alive by its own
// coroutine, which may outlive the source by a moment; after stop() the listener hears nothing more. Bound to
// the network thread.
class SourceLife : public std::enable_shared_from_this<SourceLife> {
public:
    SourceLife(const SourceLife&) = delete;
    SourceLife& operator=(const SourceLife&) = delete;
    virtual ~SourceLife() = default;

    void start();
    void stop();

    [[nodiscard]] const SourceStatistics& statistics() const { return statistics_; }

protected:
    template <class Value = void>
    using Task = boost::asio::awaitable<Value>;

    // How one connection ended.
    struct End {
        Error reason;
        bool worked = false;  // it gave a picture: the next try begins with a short wait
    };

    SourceLife(boost::asio::io_context& context, const Clock& clock, std::string cameraId,
               SourceListener& listener, BackOff::Times backOff);

    // Connects and publishes until something ends it.
    [[nodiscard]] virtual Task<End> once() = 0;
    // Makes the once() under way return soon.
    virtual void interrupt() = 0;

    // Numbers the picture and hands it on; its times are the caller's. The first of a connection says "up".
    void publish(const std::shared_ptr<Picture>& picture, bool first);
    // A connection was made, the first or another.
    void countConnection();
    // Sleeps, at most until stop().
    [[nodiscard]] Task<> sleep(Duration duration);

    [[nodiscard]] boost::asio::io_context& context() const { return context_; }

    [[nodiscard]] const Clock& clock() const { return clock_; }

    [[nodiscard]] const std::string& cameraId() const { return cameraId_; }

    // Changes with start() and stop(): what began in another life must end.
    [[nodiscard]] std::uint64_t life() const { return life_; }

    // For waits that something else may cut short; stop() ends them too.
    [[nodiscard]] boost::asio::steady_timer& timer() { return timer_; }

    [[nodiscard]] SourceStatistics& counts() { return statistics_; }

private:
    static Task<> run(std::shared_ptr<SourceLife> self, std::uint64_t life);
    void tell(SourceState::Phase phase, std::optional<Error> reason = {});

    boost::asio::io_context& context_;
    const Clock& clock_;
    const std::string cameraId_;
    SourceListener* const owner_;
    SourceListener* listener_ = nullptr;  // null while stopped
    BackOff backOff_;
    boost::asio::steady_timer timer_;
    std::uint64_t life_ = 0;
    std::uint64_t sequence_ = 0;
    std::uint64_t connections_ = 0;
    Instant asked_{};  // when the present one began
    SourceStatistics statistics_;
    SourceState state_;
    std::minstd_rand random_;
};

// Starts, stops and at its end stops that life.
[[nodiscard]] std::unique_ptr<Source> asSource(std::shared_ptr<SourceLife> life);

}  // namespace ocellus
