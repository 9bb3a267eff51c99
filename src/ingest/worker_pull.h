// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "image/jpeg_decoder.h"
#include "ingest/clip_pace.h"
#include "ingest/sender_time.h"
#include "ingest/source_life.h"
#include "ingest/throttle.h"
#include "ingest/worker_source.h"
#include "media/job.h"
#include "media/worker_link.h"

namespace ocellus {

// The life of a source behind a worker process: start one, take its pictures, say why it ended, start the
// next. Bound to the network thread.
class WorkerPull final : public SourceLife {
public:
    struct Target {
        media::Job job;
        std::string path;     // of a file; else empty
        std::string subject;  // what errors are about, without secrets
    };

    WorkerPull(boost::asio::io_context& context, const Clock& clock, std::string cameraId, Target target,
               SourceListener& listener, WorkerSourceTerms terms);

private:
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

    // Plays one worker until something ends it.
    [[nodiscard]] Task<End> once() override;
    void interrupt() override;
    [[nodiscard]] Result<media::WorkerLink> open();
    [[nodiscard]] Task<Error> listen(Run& run);
    // An error ends the run.
    [[nodiscard]] Task<std::optional<Error>> take(Run& run, const media::WorkerMessage& message);
    [[nodiscard]] Task<std::optional<Error>> takePicture(Run& run, const media::PictureReady& ready);
    void hear(Run& run);
    void note(Run& run, const media::Pulse& pulse);
    void note(const media::Certificate& certificate);
    void publishReady(Run& run, const std::shared_ptr<Picture>& picture, const media::PictureReady& ready);
    [[nodiscard]] std::optional<Error> stalled(const Run& run) const;
    // The worker's end is waited for apart; it may take leave of its camera for a moment.
    void retire(media::WorkerLink link, bool kill);
    static Task<> bury(media::WorkerProcess process);

    Target target_;
    const WorkerSourceTerms terms_;
    boost::asio::posix::stream_descriptor* waiting_ = nullptr;  // of the run under way
    JpegDecoder decoder_;
};

}  // namespace ocellus
