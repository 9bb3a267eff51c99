// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "base/clock.h"
#include "ingest/back_off.h"
#include "ingest/camera_time.h"
#include "ingest/source.h"
#include "ingest/source_settings.h"
#include "ingest/throttle.h"
#include "net/authenticator.h"
#include "net/http_session.h"
#include "net/multipart_reader.h"
#include "net/url.h"

namespace ocellus {

// The waits of a source over HTTP (contract, "Limits"); tests shorten them.
struct HttpSourceTimes {
    Duration connect = std::chrono::seconds{5};
    Duration stall = std::chrono::seconds{3};     // without a byte
    Duration picture = std::chrono::seconds{10};  // without a whole picture
    BackOff::Times backOff;
};

// What sources over HTTP have in common: the life of connecting, streaming, failing and trying again, and
// what is told of it. Kept alive by its own coroutine, which may outlive the source by a moment; after stop()
// the listener hears nothing more. Bound to the network thread.
class HttpPull : public std::enable_shared_from_this<HttpPull> {
public:
    HttpPull(boost::asio::io_context& context, const Clock& clock, SourceSettings settings, Url url,
             SourceListener& listener, HttpSourceTimes times);
    virtual ~HttpPull() = default;
    HttpPull(const HttpPull&) = delete;
    HttpPull& operator=(const HttpPull&) = delete;

    void start();
    void stop();
    [[nodiscard]] SourceStatistics statistics() const;

protected:
    // Asks and publishes until something ends it; returns what did. `session` is new each time.
    [[nodiscard]] virtual boost::asio::awaitable<Error> stream(HttpSession& session) = 0;

    // Reads the body of an answer until it ends and publishes its pictures.
    [[nodiscard]] boost::asio::awaitable<Result<void>> readPictures(HttpSession& session,
                                                                    MultipartReader& reader);
    // Sleeps, at most until stop().
    [[nodiscard]] boost::asio::awaitable<void> sleep(Duration duration);
    // A sign of life: the wait for a whole picture begins anew.
    void extendDeadline(HttpSession& session) const;

    [[nodiscard]] const SourceSettings& settings() const { return settings_; }

    [[nodiscard]] const Url& url() const { return url_; }

    [[nodiscard]] std::uint64_t picturesOfStream() const { return picturesOfStream_; }

    // Changes with start() and stop(): a stream that began in another life must end.
    [[nodiscard]] std::uint64_t life() const { return life_; }

private:
    static boost::asio::awaitable<void> run(std::shared_ptr<HttpPull> self, std::uint64_t life);
    [[nodiscard]] boost::asio::awaitable<Error> once();
    void publish(MultipartReader::Part part);
    void tell(SourceState::Phase phase, std::optional<Error> reason = {});
    void countErrors(const MultipartReader& reader, std::map<std::string, std::uint64_t>& counted);
    void noteCertificate(const HttpSession& session);
    [[nodiscard]] Error explain(const Error& error, const HttpSession& session) const;

    boost::asio::io_context& context_;
    const Clock& clock_;
    SourceSettings settings_;
    Url url_;
    SourceListener* const owner_;
    SourceListener* listener_ = nullptr;  // null while stopped
    HttpSourceTimes times_;
    Duration pictureWait_;  // longer than times_.picture only where pictures are asked for more rarely
    BackOff backOff_;
    std::shared_ptr<Authenticator> authenticator_;
    boost::asio::steady_timer timer_;
    HttpSession* session_ = nullptr;  // of the stream under way
    std::uint64_t life_ = 0;
    std::uint64_t sequence_ = 0;
    std::uint64_t picturesOfStream_ = 0;
    std::uint64_t streams_ = 0;
    std::optional<CameraTime> cameraTime_;  // of the present connection
    Throttle throttle_;
    SourceStatistics statistics_;
    SourceState state_;
    std::minstd_rand random_;
};

}  // namespace ocellus
