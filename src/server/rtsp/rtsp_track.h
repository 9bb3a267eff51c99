// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/udp.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "rtp/packet.h"
#include "server/rtsp/rtsp_limits.h"
#include "server/rtsp/rtsp_stream.h"
#include "server/rtsp/rtsp_transport.h"

namespace ocellus {

// One track of one reader: its place at the stream, its packets' numbers, its way out. A reader that has
// missed a picture gets none until one comes that can be decoded without it. Bound to the network thread.
class RtspTrack final : public RtspReader {
public:
    // What happens to a unit that is to be sent inside the connection, and what when the camera is no more.
    struct Owner {
        std::function<void(RtspTrack&, const RtspUnitPtr&)> queue;
        std::function<void()> came;  // something did, played or not
        std::function<void()> gone;
    };

    RtspTrack(std::shared_ptr<RtspStream> stream, RtspForm form, double rate, const Clock& clock,
              const RtspLimits& limits, Owner owner);
    RtspTrack(const RtspTrack&) = delete;
    RtspTrack& operator=(const RtspTrack&) = delete;
    ~RtspTrack() override = default;

    [[nodiscard]] RtspStream& stream() { return *stream_; }

    [[nodiscard]] RtspForm form() const { return form_; }

    void setInterleaved(RtspTransport transport);
    // Takes a pair of ports on the address that the reader knows us by; nothing where none is free. The
    // ports.
    [[nodiscard]] std::optional<RtspTransport> setDatagrams(boost::asio::io_context& context,
                                                            const boost::asio::ip::address& ours,
                                                            const boost::asio::ip::address& peer,
                                                            RtspTransport wanted);

    [[nodiscard]] bool isSetUp() const { return transport_.has_value(); }

    [[nodiscard]] bool isInterleaved() const { return transport_ && transport_->interleaved; }

    void play();

    void pause() { playing_ = false; }

    // Nothing more until a picture that can be decoded by itself.
    void awaitKey();

    [[nodiscard]] const rtp::Sender& sender() const { return sender_; }

    // The unit as bytes inside the connection, with a report before it where one is due.
    void writeInterleaved(const RtspUnit& unit, std::vector<std::uint8_t>& out);

    // Whether the reader has sent something to our UDP ports since the last call.
    [[nodiscard]] bool heard();

    void onUnit(const RtspUnitPtr& unit) override;

    void onGone() override { owner_.gone(); }

private:
    void sendDatagrams(const RtspUnit& unit);
    [[nodiscard]] bool reportDue();

    std::shared_ptr<RtspStream> stream_;
    const RtspForm form_;
    const Clock& clock_;
    const RtspLimits& limits_;
    Owner owner_;
    rtp::Sender sender_;
    std::optional<RtspTransport> transport_;
    std::optional<boost::asio::ip::udp::socket> media_;
    std::optional<boost::asio::ip::udp::socket> control_;
    std::vector<std::uint8_t> packet_;
    bool playing_ = false;
    bool waitsForKey_ = true;
    bool reported_ = false;
    Instant lastReport_{};
    std::unique_ptr<RtspStream::Seat> seat_;  // last: while it lives, units come
};

}  // namespace ocellus
