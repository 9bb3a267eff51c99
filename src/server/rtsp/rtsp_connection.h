// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "server/rtsp/rtsp_door.h"
#include "server/rtsp/rtsp_limits.h"
#include "server/rtsp/rtsp_message.h"
#include "server/rtsp/rtsp_outlet.h"
#include "server/rtsp/rtsp_path.h"
#include "server/rtsp/rtsp_track.h"
#include "server/worker_pool.h"

namespace ocellus {

// One client of the RTSP listener, with at most one session, which ends with its connection. Once a
// connection has proven itself for a camera it stays so until the account goes. Kept alive by its coroutines.
// Bound to the network thread.
class RtspConnection : public std::enable_shared_from_this<RtspConnection> {
public:
    using Streams = std::function<std::shared_ptr<RtspStream>(const std::string& camera, RtspForm form)>;

    // All of it outlives the connection, but for the workers, which may end before.
    struct Surroundings {
        boost::asio::io_context& context;
        const Clock& clock;
        RtspDoor& door;
        WorkerPool& workers;
        const RtspLimits& limits;
        Streams streams;
    };

    RtspConnection(boost::asio::ip::tcp::socket socket, std::string peer, const Surroundings& around);
    RtspConnection(const RtspConnection&) = delete;
    RtspConnection& operator=(const RtspConnection&) = delete;
    ~RtspConnection() = default;

    // `ended` is called once, when nothing is left to do.
    void start(std::function<void()> ended);
    void close();
    // Once a second: ends what is idle, stuck or no longer allowed.
    void tick();

    [[nodiscard]] bool playing() const { return playing_; }

    // The camera that it reads; empty: none yet.
    [[nodiscard]] std::string camera() const { return access_ ? access_->camera : std::string{}; }

private:
    template <class Value = void>
    using Task = boost::asio::awaitable<Value>;

    static Task<> read(std::shared_ptr<RtspConnection> self);
    static Task<> write(std::shared_ptr<RtspConnection> self);
    // False: the connection is over.
    [[nodiscard]] Task<bool> takeOne();
    [[nodiscard]] Task<RtspResponse> answer(const RtspRequest& request);
    [[nodiscard]] Task<RtspResponse> admit(const RtspRequest& request);
    [[nodiscard]] Task<RtspResponse> describe(const RtspRequest& request, const RtspPath& path);
    [[nodiscard]] RtspResponse setUp(const RtspRequest& request, const RtspPath& path);
    [[nodiscard]] RtspResponse play(const RtspRequest& request, const RtspPath& path);
    [[nodiscard]] RtspResponse pause();
    [[nodiscard]] RtspResponse tearDown();
    [[nodiscard]] Task<std::variant<RtspDoor::Access, RtspResponse>> ask(RtspDoor::Question question);
    [[nodiscard]] RtspDoor::Question questionOf(const RtspRequest& request) const;
    void recheck();

    RtspTrack& track(std::uint8_t number, RtspForm form);

    boost::asio::ip::tcp::socket socket_;
    const std::string peer_;
    const Surroundings around_;
    std::function<void()> ended_;
    std::string received_;
    std::optional<RtspDoor::Access> access_;
    std::string session_;  // its id; empty: none
    std::string path_;     // of the session
    bool playing_ = false;
    bool closed_ = false;

    RtspOutlet outlet_;
    boost::asio::steady_timer arrival_;  // cancelled when a stream has something
    Instant heard_;
    Instant checked_;
    bool checking_ = false;
    std::map<std::uint8_t, std::unique_ptr<RtspTrack>> tracks_;
};

}  // namespace ocellus
