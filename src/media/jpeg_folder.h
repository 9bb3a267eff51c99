// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "image/jpeg_decoder.h"
#include "media/clip_reader.h"

namespace ocellus::media {

inline constexpr double kFolderRate = 5;  // pictures per second of a folder, unless told otherwise

// A folder of JPEG pictures as a clip: *.jpg and *.jpeg by name, one after the other at an even rate. The
// files are handed over as they are. Thread-compatible.
class JpegFolder final : public ClipReader {
public:
    [[nodiscard]] static Result<std::unique_ptr<ClipReader>> open(const std::string& path,
                                                                  const ClipOptions& options);

    JpegFolder(std::vector<std::string> files, double rate) : files_(std::move(files)), rate_(rate) {}

    [[nodiscard]] Result<std::optional<PicturePtr>> next() override;

private:
    std::vector<std::string> files_;
    double rate_;
    std::size_t index_ = 0;
    JpegDecoder decoder_;
};

}  // namespace ocellus::media
