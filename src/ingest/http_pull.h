// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "ingest/back_off.h"
#include "ingest/camera_time.h"
#include "ingest/source_life.h"
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

// What sources over HTTP have in common: a session, its waits, and how bytes become pictures. Bound to the
// network thread.
class HttpPull : public SourceLife {
public:
    HttpPull(boost::asio::io_context& context, const Clock& clock, SourceSettings settings, Url url,
             SourceListener& listener, HttpSourceTimes times);

protected:
    // Asks and publishes until something ends it; returns what did. `session` is new each time.
    [[nodiscard]] virtual Task<Error> stream(HttpSession& session) = 0;

    // Reads the body of an answer until it ends and publishes its pictures.
    [[nodiscard]] Task<Result<void>> readPictures(HttpSession& session, MultipartReader& reader);
    // The newest picture of this stream once more, captured now: the camera says that it has not changed.
    void publishAgain();
    // A sign of life: the wait for a whole picture begins anew.
    void extendDeadline(HttpSession& session) const;

    [[nodiscard]] const SourceSettings& settings() const { return settings_; }

    [[nodiscard]] const Url& url() const { return url_; }

    [[nodiscard]] std::uint64_t picturesOfStream() const { return picturesOfStream_; }

private:
    [[nodiscard]] Task<End> once() final;
    void interrupt() final;
    void publishPart(MultipartReader::Part part);
    void countErrors(const MultipartReader& reader, std::map<std::string, std::uint64_t>& counted);
    void noteCertificate(const HttpSession& session);
    [[nodiscard]] Error explain(const Error& error, const HttpSession& session) const;

    SourceSettings settings_;
    Url url_;
    HttpSourceTimes times_;
    Duration pictureWait_;  // longer than times_.picture only where pictures are asked for more rarely
    std::shared_ptr<Authenticator> authenticator_;
    HttpSession* session_ = nullptr;  // of the stream under way
    std::uint64_t picturesOfStream_ = 0;
    PicturePtr newest_;                     // of this stream, where publishAgain() may come
    std::optional<CameraTime> cameraTime_;  // of the present connection
    Throttle throttle_;
};

}  // namespace ocellus
