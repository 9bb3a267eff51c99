// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/jpeg_decoder.h"
#include "image/picture.h"

namespace ocellus {

// Turns pictures of every format into frames. Thread-compatible: one per analysis thread.
class PictureDecoder {
public:
    // As JpegDecoder::decode(); planes of video are scaled by the same halves.
    [[nodiscard]] JpegResult<void> toFrame(const Picture& picture, FrameSize wanted, Frame& frame);

private:
    JpegDecoder jpeg_;
};

}  // namespace ocellus
