// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "restream/picture_encoder.h"
#include "server/auth/device_digest.h"
#include "server/host.h"
#include "server/http/listen_address.h"
#include "server/rtsp/rtsp_limits.h"
#include "server/rtsp/rtsp_stream.h"

namespace ocellus {

// What is passed on by RTSP at present, as metrics and the system page show it.
struct RtspReport {
    struct Camera {
        std::string camera;
        std::size_t readers = 0;          // sessions that play
        std::uint64_t skipped = 0;        // pictures that slow readers have missed, since the start
        std::uint64_t encoderStarts = 0;  // of all its encoders, since the start
        std::optional<Error> reason{};    // while an encoder of it does not run
        std::string obstacle{};           // why its JPEG pictures are encoded anew; empty: they are not
    };

    std::size_t connections = 0;
    std::vector<Camera> cameras;
};

// Passes cameras on by RTSP to whoever has a device account: H.264 at /<camera>, the camera's own JPEG
// pictures at /<camera>/mjpeg, inside the connection or by UDP. Bound to the network thread, but for
// report(), which is thread-safe.
class RtspServer {
public:
    struct Parts {
        boost::asio::io_context& context;
        const Clock& clock;
        Host& host;
        DeviceDigest& devices;
    };

    RtspServer(Parts parts, RtspLimits limits, PictureEncoder::Terms encoders);
    ~RtspServer();
    RtspServer(const RtspServer&) = delete;
    RtspServer& operator=(const RtspServer&) = delete;

    // Returns the address with the port taken.
    [[nodiscard]] Result<ListenAddress> listen(const ListenAddress& address);
    // No more clients, and the ones there are cut off; encoders end.
    void close();
    // Waits for those who check accounts. Not on the network thread.
    void stopWorkers();
    [[nodiscard]] std::size_t connections() const;
    [[nodiscard]] RtspReport report() const;

private:
    class Room;
    std::shared_ptr<Room> room_;
};

}  // namespace ocellus
