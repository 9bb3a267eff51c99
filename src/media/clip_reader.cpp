// SPDX-License-Identifier: Apache-2.0
#include "media/clip_reader.h"

#include <filesystem>

#include "media/jpeg_folder.h"
#include "media/video_clip.h"

namespace ocellus::media {

Result<std::unique_ptr<ClipReader>> openClip(const std::string& path, const ClipOptions& options) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code)) {
        return JpegFolder::open(path, options);
    }
    return VideoClip::open(path, options);
}

}  // namespace ocellus::media
