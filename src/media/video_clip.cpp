// SPDX-License-Identifier: Apache-2.0
#include "media/video_clip.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "media/failure_text.h"

namespace ocellus::media {
namespace {

constexpr int kPatience = 30'000;  // milliseconds for one picture; large ones on slow machines take a second
constexpr int kQuietPulses = 30;   // a worker pulses each second, so that many are the same time

}  // namespace

Result<UniqueFd> openVideoFile(const std::string& path) {
    UniqueFd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
    if (!file.valid()) {
        return failure(errno == ENOENT ? Error::Kind::NotFound : Error::Kind::BadInput,
                       path + ": " + std::strerror(errno), "check the path and the permissions of the file");
    }

    struct stat facts {};

    if (::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
        return failure(Error::Kind::BadInput, path + ": not a file",
                       "name a video file or a folder of JPEG pictures");
    }
    if (facts.st_size == 0) {
        return failure(Error::Kind::BadInput, path + ": the file is empty", "copy the clip again");
    }
    return file;
}

JpegResult<std::shared_ptr<Picture>> toPicture(const PictureReady& ready, SharedBytes bytes,
                                               JpegDecoder& decoder) {
    auto picture = std::make_shared<Picture>();
    picture->format = ready.format;
    picture->fullRange = ready.fullRange;
    picture->width = static_cast<int>(ready.width);
    picture->height = static_cast<int>(ready.height);
    if (ready.format == PictureFormat::Jpeg) {
        const auto size = decoder.readSize(bytes.view());
        if (!size) {
            return tl::unexpected{size.error()};
        }
        picture->width = size->width;
        picture->height = size->height;
    }
    picture->bytes = std::move(bytes);
    return picture;
}

Result<std::unique_ptr<ClipReader>> VideoClip::open(const std::string& path, const ClipOptions& options) {
    auto file = openVideoFile(path);
    if (!file) {
        return tl::unexpected{file.error()};
    }
    auto program = options.worker.empty() ? findWorkerProgram() : Result<std::string>{options.worker};
    if (!program) {
        return tl::unexpected{program.error()};
    }
    Job job;
    job.kind = Job::Kind::Clip;
    job.picturesPerSecond = options.picturesPerSecond;
    job.jpegAsIs = true;
    auto link = WorkerLink::open(*program, job, *std::move(file));
    if (!link) {
        return tl::unexpected{link.error()};
    }
    return std::make_unique<VideoClip>(path, *std::move(link));
}

Result<std::optional<PicturePtr>> VideoClip::next() {
    if (error_) {
        return tl::unexpected{*error_};
    }
    const auto end = [this](Error error) -> Result<std::optional<PicturePtr>> {
        error_ = std::move(error);
        return tl::unexpected{*error_};
    };
    int pulses = 0;
    while (!ended_) {
        auto message = wait();
        if (!message) {
            return end(message.error());
        }
        if (const auto* ready = std::get_if<PictureReady>(&*message)) {
            auto bytes = link_.take(*ready);
            if (!bytes) {
                return end(bytes.error());
            }
            auto picture = toPicture(*ready, *std::move(bytes), decoder_);
            if (!picture) {
                continue;  // one damaged JPEG of an MJPEG clip: the next one may be whole
            }
            (*picture)->sequence = ++sequence_;
            (*picture)->captured = (*picture)->received = Instant{ready->time};
            (*picture)->stamp = WallTime{ready->time};
            return std::optional<PicturePtr>{*std::move(picture)};
        }
        if (const auto* failed = std::get_if<WorkerFailure>(&*message)) {
            return end(explainFailure(*failed, path_));
        }
        if (std::holds_alternative<Pulse>(*message) && ++pulses > kQuietPulses) {
            return end(
                {Error::Kind::Timeout, path_ + ": no picture came out for 30 s", "encode the clip again"});
        }
        ended_ = std::holds_alternative<ClipEnded>(*message);
    }
    if (sequence_ == 0) {
        return end(explainFailure({WorkerFailure::Kind::Corrupt, "not one picture could be decoded"}, path_));
    }
    return std::optional<PicturePtr>{};
}

Result<WorkerMessage> VideoClip::wait() {
    while (true) {
        auto message = link_.receive();
        if (!message) {
            return tl::unexpected{Error{message.error().kind, path_ + ": " + message.error().message,
                                        "check that the clip plays elsewhere; encode it again"}};
        }
        if (std::optional<WorkerMessage>& found = *message; found) {
            return *std::move(found);
        }
        pollfd readable{link_.descriptor(), POLLIN, 0};
        const int ready = ::poll(&readable, 1, kPatience);
        if (ready == 0) {
            return failure(Error::Kind::Timeout, path_ + ": no picture came out for 30 s",
                           "encode the clip again");
        }
    }
}

}  // namespace ocellus::media
