// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "image/picture.h"

namespace ocellus::media {

struct ClipOptions {
    double picturesPerSecond = 0;  // of the clip's time; 0: every picture. A folder plays at it (0: at 5)
    std::string worker = {};       // the program that decodes videos; empty: findWorkerProgram()
};

// Reads a clip, a video file or a folder of JPEG pictures, in order and as fast as it is asked: every
// picture, or a fixed choice of them, the same on every run. Thread-compatible; a video must be read to its
// end, or let go of, on the thread that opened it, because its worker process ends with that thread.
class ClipReader {
public:
    virtual ~ClipReader() = default;

    // The next picture, or nothing at the end. Its `captured` and `stamp` hold the clip's own time: since the
    // first picture, from zero. Blocks while the picture is decoded, for 30 s at most.
    [[nodiscard]] virtual Result<std::optional<PicturePtr>> next() = 0;
};

// Fails with a remedy for a path that is not there or cannot be read, a file that is no video, a decoder that
// is not installed. What is wrong within a clip shows as an error of next().
[[nodiscard]] Result<std::unique_ptr<ClipReader>> openClip(const std::string& path,
                                                           const ClipOptions& options = {});

}  // namespace ocellus::media
