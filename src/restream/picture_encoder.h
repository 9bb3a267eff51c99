// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "base/clock.h"
#include "gate/publishable.h"
#include "ingest/back_off.h"
#include "media/encoder_link.h"

namespace ocellus {

// A picture as the encoder gave it.
struct EncodedPicture {
    SharedBytes bytes;
    bool key = true;  // can be decoded without those before it
    Instant captured;
    WallTime stamp;
};

// Encodes the pictures of one camera in a supervised worker process: the newest that has come while it was
// busy, never a queue. A worker that crashes, hangs or lies costs the pictures of that moment and is started
// again. Kept alive by its own coroutine; after stop() nothing more is heard. Bound to the network thread.
class PictureEncoder : public std::enable_shared_from_this<PictureEncoder> {
public:
    enum class Form { H264, Jpeg };
    using Take = std::function<void(const EncodedPicture&)>;

    struct Terms {
        Duration start = std::chrono::seconds{30};   // for a worker's first word: sixty may start at once
        Duration silence = std::chrono::seconds{5};  // without an answer to a picture
        BackOff::Times backOff{std::chrono::seconds{1}, std::chrono::seconds{1}, std::chrono::seconds{30}};
        std::string worker = {};  // program; empty: the one that is installed
    };

    struct State {
        std::uint64_t starts = 0;
        std::uint64_t skipped = 0;      // pictures replaced by a newer one, or that could not be encoded
        std::optional<Error> reason{};  // while it does not run
        pid_t process = 0;
    };

    // `rate`: pictures a second that are to be expected.
    PictureEncoder(boost::asio::io_context& context, const Clock& clock, std::string camera, Form form,
                   double rate, Take take, Terms terms);
    PictureEncoder(const PictureEncoder&) = delete;
    PictureEncoder& operator=(const PictureEncoder&) = delete;
    ~PictureEncoder() = default;

    void start();
    void stop();

    void encode(Publishable picture);

    // The next picture is to be a key one: somebody new wants to see.
    void requestKey() { keyWanted_ = true; }

    [[nodiscard]] const State& state() const { return state_; }

private:
    template <class Value = void>
    using Task = boost::asio::awaitable<Value>;

    struct Run {
        media::EncoderLink link;
        boost::asio::posix::stream_descriptor readable;  // a copy of the link's, only to wait on
        bool worked = false;                             // it has given a picture
    };

    static Task<> run(std::shared_ptr<PictureEncoder> self);
    [[nodiscard]] Task<Error> once(bool& worked);
    [[nodiscard]] Task<Error> work(Run& run);
    [[nodiscard]] Task<Result<media::EncodeReply>> reply(Run& run, Duration patience);
    // The next picture; none after stop().
    [[nodiscard]] Task<std::optional<Publishable>> next(Run& run);
    void hand(Run& run, const media::EncodeReply& reply, const Picture& picture);
    static Task<> bury(media::WorkerProcess process);

    boost::asio::io_context& context_;
    const Clock& clock_;
    const std::string camera_;
    const Form form_;
    const double rate_;
    Take take_;
    const Terms terms_;
    BackOff backOff_;
    boost::asio::steady_timer timer_;
    boost::asio::steady_timer news_;  // cancelled when a picture has come
    std::optional<Publishable> waiting_;
    boost::asio::posix::stream_descriptor* watched_ = nullptr;  // of the run under way
    bool keyWanted_ = true;
    bool stopped_ = false;
    State state_;
    std::minstd_rand random_;
};

}  // namespace ocellus
