// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "image/jpeg_decoder.h"
#include "media/clip_reader.h"
#include "media/unique_fd.h"
#include "media/worker_link.h"

namespace ocellus::media {

// Opens a video for a worker, which may open nothing by itself. Says in words why it cannot.
[[nodiscard]] Result<UniqueFd> openVideoFile(const std::string& path);

// The picture of a worker's message with its bytes: I420, or JPEG whose size was checked. Stamps are the
// caller's.
[[nodiscard]] JpegResult<std::shared_ptr<Picture>> toPicture(const PictureReady& ready, SharedBytes bytes,
                                                             JpegDecoder& decoder);

// A video file, decoded by a worker process of its own that waits for its reader. Thread: see ClipReader.
class VideoClip final : public ClipReader {
public:
    [[nodiscard]] static Result<std::unique_ptr<ClipReader>> open(const std::string& path,
                                                                  const ClipOptions& options);

    VideoClip(std::string path, WorkerLink link) : path_(std::move(path)), link_(std::move(link)) {}

    [[nodiscard]] Result<std::optional<PicturePtr>> next() override;

private:
    [[nodiscard]] Result<WorkerMessage> wait();

    std::string path_;
    WorkerLink link_;
    JpegDecoder decoder_;
    std::uint64_t sequence_ = 0;
    std::optional<Error> error_;  // what ended it; next() goes on saying so
    bool ended_ = false;
};

}  // namespace ocellus::media
