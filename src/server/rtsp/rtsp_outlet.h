// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "server/rtsp/rtsp_limits.h"
#include "server/rtsp/rtsp_track.h"

namespace ocellus {

// What goes out of one RTSP connection, in order: answers, and units of its tracks. A slow reader skips: of
// JPEG pictures only the newest waits; of H.264, once too much does, all of it goes and the stream goes on
// with the next picture that needs none before it. Bound to the network thread.
class RtspOutlet {
public:
    RtspOutlet(boost::asio::ip::tcp::socket& socket, const Clock& clock, const RtspLimits& limits);
    RtspOutlet(const RtspOutlet&) = delete;
    RtspOutlet& operator=(const RtspOutlet&) = delete;
    ~RtspOutlet() = default;

    void say(std::string text);
    void queue(RtspTrack& track, const RtspUnitPtr& unit);
    // Leaves out what waits of a track that ends or stands still.
    void forget(const RtspTrack& track);
    // No units any more; write() returns once the answers that wait are out.
    void finish();

    // Writes until it is finished or the socket fails.
    [[nodiscard]] boost::asio::awaitable<void> write();

    [[nodiscard]] std::size_t waiting() const { return out_.size(); }

    // Since when the present write has been under way.
    [[nodiscard]] const std::optional<Instant>& writingSince() const { return writingSince_; }

private:
    struct Outgoing {
        std::string text{};          // an answer, or
        RtspTrack* track = nullptr;  // a unit of this track
        RtspUnitPtr unit{};
    };

    boost::asio::ip::tcp::socket& socket_;
    const Clock& clock_;
    const RtspLimits& limits_;
    std::deque<Outgoing> out_;
    std::vector<std::uint8_t> scratch_;
    boost::asio::steady_timer news_;  // cancelled when there is something to write
    std::optional<Instant> writingSince_;
    bool finished_ = false;
};

}  // namespace ocellus
