// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "base/clock.h"
#include "image/jpeg_decoder.h"
#include "ingest/back_off.h"
#include "ingest/clip_pace.h"
#include "ingest/sender_time.h"
#include "ingest/source.h"
#include "ingest/throttle.h"
#include "ingest/worker_source.h"
#include "media/job.h"
#include "media/worker_link.h"

namespace ocellus {

// The life of a source behind a worker process: start one, take its pictures, say why it ended, start the
// next. Kept alive by its own coroutine, which may outlive the source by a moment; after stop() the listener
// hears nothing more. Bound to the network thread.
class WorkerPull : public std::enable_shared_from_this<WorkerPull> {
public:
    struct Target {
        media::Job job;
        std::string path;     // of a file; else empty
        std::string subject;  // what errors are about, without secrets
    };

    WorkerPull(boost::asio::io_context& context, const Clock& clock, std::string cameraId, Target target,
               SourceListener& listener, WorkerSourceTerms terms);
    WorkerPull(const WorkerPull&) = delete;
    WorkerPull& operator=(const WorkerPull&) = delete;
    ~WorkerPull() = default;

    void start();
    void stop();

    [[nodiscard]] SourceStatistics statistics() const { return statistics_; }

private:
    template <class Value = void>
    using Task = boost::asio::awaitable<Value>;

    // What is known of the worker that runs now.
    struct Run {
        media::WorkerLink link;
        boost::asio::posix::stream_descriptor readable;  // a copy of the link's, only to wait on
        Instant heard;                                   // of it
        Instant lastPicture;
        Instant lastByte;
        bool spoke = false;
        std::uint64_t bytes = 0;
        std::uint64_t pictures = 0;
        SenderTime senderTime;
        ClipPace pace;
        Throttle throttle;
    };

    static Task<> run(std::shared_ptr<WorkerPull> self, std::uint64_t life);
    // Plays one worker until something ends it; returns what did.
    [[nodiscard]] Task<Error> once();
    [[nodiscard]] Result<media::WorkerLink> open();
    [[nodiscard]] Task<Error> listen(Run& run);
    // An error ends the run.
    [[nodiscard]] Task<std::optional<Error>> take(Run& run, const media::WorkerMessage& message);
    [[nodiscard]] Task<std::optional<Error>> takePicture(Run& run, const media::PictureReady& ready);
    void hear(Run& run);
    void note(Run& run, const media::Pulse& pulse);
    void note(const media::Certificate& certificate);
    void publish(Run& run, const std::shared_ptr<Picture>& picture, const media::PictureReady& ready);
    [[nodiscard]] std::optional<Error> stalled(const Run& run) const;
    // The worker's end is waited for apart; it may take leave of its camera for a moment.
    void retire(media::WorkerLink link, bool kill);
    static Task<> bury(media::WorkerProcess process);
    [[nodiscard]] Task<> sleep(Duration duration);
    void tell(SourceState::Phase phase, std::optional<Error> reason = {});

    boost::asio::io_context& context_;
    const Clock& clock_;
    const std::string cameraId_;
    Target target_;
    SourceListener* const owner_;
    SourceListener* listener_ = nullptr;  // null while stopped
    const WorkerSourceTerms terms_;
    BackOff backOff_;
    boost::asio::steady_timer timer_;
    boost::asio::posix::stream_descriptor* waiting_ = nullptr;  // of the run under way
    std::uint64_t life_ = 0;                                    // changes with start() and stop()
    std::uint64_t sequence_ = 0;
    std::uint64_t runs_ = 0;
    bool worked_ = false;  // the last run gave a picture
    JpegDecoder decoder_;
    SourceStatistics statistics_;
    SourceState state_;
    std::minstd_rand random_;
};

}  // namespace ocellus
