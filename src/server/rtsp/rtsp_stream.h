// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/mailbox.h"
#include "restream/picture_encoder.h"
#include "rtp/h264.h"
#include "rtp/payloads.h"
#include "server/host.h"
#include "server/rtsp/rtsp_path.h"

namespace ocellus {

// One picture or document, cut into payloads once for all readers.
struct RtspUnit {
    rtp::Payloads payloads;
    std::uint32_t timestamp = 0;
    WallTime stamp;
    bool key = true;  // can be decoded without those before it
};

using RtspUnitPtr = std::shared_ptr<const RtspUnit>;

// One that takes a stream's units. Called on the network thread; it takes the pointer and returns.
class RtspReader {
public:
    virtual ~RtspReader() = default;
    virtual void onUnit(const RtspUnitPtr& unit) = 0;
    virtual void onGone() = 0;  // the camera is no more
};

// One camera in one form, for all its readers: joined to the camera, and encoding, only while somebody reads.
// Pictures come through the gate; what RTP can carry as it is, is not touched. Bound to the network thread,
// but for what the camera calls.
class RtspStream : public LiveViewer, public std::enable_shared_from_this<RtspStream> {
public:
    struct State {
        std::string camera;
        RtspForm form = RtspForm::H264;
        std::size_t readers = 0;
        std::uint64_t encoderStarts = 0;  // since the start
        std::uint64_t skipped = 0;        // pictures that slow readers have missed, likewise
        std::optional<Error> reason{};    // while its encoder does not run
        std::string obstacle{};  // why the camera's JPEG pictures are encoded anew; empty: they are not
    };

    // Keeps a reader joined while it lives.
    class Seat {
    public:
        Seat(std::shared_ptr<RtspStream> stream, RtspReader& reader)
            : stream_(std::move(stream)), reader_(reader) {}

        ~Seat() { stream_->leave(reader_); }

        Seat(const Seat&) = delete;
        Seat& operator=(const Seat&) = delete;

    private:
        std::shared_ptr<RtspStream> stream_;
        RtspReader& reader_;
    };

    RtspStream(boost::asio::io_context& context, const Clock& clock, Host& host, std::string camera,
               RtspForm form, PictureEncoder::Terms terms);
    ~RtspStream() override;
    RtspStream(const RtspStream&) = delete;
    RtspStream& operator=(const RtspStream&) = delete;

    // `rate`: pictures a second, where they are known; 0: not.
    [[nodiscard]] std::unique_ptr<Seat> join(RtspReader& reader, double rate);

    // Something has come and can be described.
    [[nodiscard]] bool ready() const { return form_ == RtspForm::H264 ? parameters_.has_value() : came_; }

    [[nodiscard]] const std::optional<rtp::H264Parameters>& parameters() const { return parameters_; }

    // A reader waits for a picture that can be decoded by itself.
    void requestKey();

    void countSkipped(std::uint64_t count) { skipped_ += count; }

    // Once a second: joins the camera anew where nothing has come for a while, for it may have been replaced.
    void tick();

    [[nodiscard]] State state() const;

    void onFrame(LiveFramePtr frame) override;
    void onMetadata(std::shared_ptr<const LiveMetadata> document) override;

private:
    void leave(RtspReader& reader);
    void open();
    void close();
    void callSoon();
    void takeArrivals();
    void takePicture(const Publishable& picture);
    void encode(const Publishable& picture, PictureEncoder::Form form);
    [[nodiscard]] bool knowsRate(Instant captured);
    void takeEncoded(const EncodedPicture& picture);
    void hand(rtp::Payloads payloads, Instant captured, WallTime stamp, bool key);

    boost::asio::io_context& context_;
    const Clock& clock_;
    Host& host_;
    const std::string camera_;
    const RtspForm form_;
    const PictureEncoder::Terms terms_;

    std::vector<RtspReader*> readers_;
    std::unique_ptr<LiveSubscription> subscription_;
    std::shared_ptr<PictureEncoder> encoder_;
    std::uint64_t endedStarts_ = 0;  // of encoders that have ended
    std::uint64_t skipped_ = 0;
    std::optional<rtp::H264Parameters> parameters_;
    std::string obstacle_;
    bool came_ = false;
    double rate_ = 0;  // pictures a second, once known
    std::vector<Instant> firstCaptures_;
    Instant lastArrival_{};
    std::uint32_t lastTimestamp_ = 0;
    Instant lastKeyRequest_{};

    // between the camera's threads and ours
    Mailbox<LiveFramePtr> frame_;
    std::mutex mutex_;
    std::deque<std::shared_ptr<const LiveMetadata>>
        documents_;  // none may be left out: alarms are among them
    std::atomic<bool> called_ = false;
};

}  // namespace ocellus
