// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "image/frame.h"
#include "image/jpeg_encoder.h"
#include "image/picture.h"
#include "image/picture_decoder.h"

namespace ocellus {

// Turns pictures of every format into JPEG pictures that keep their sequence and times. What it needs is kept
// from picture to picture. Thread-compatible.
class PictureTranscoder {
public:
    static constexpr int kViewQuality = 85;  // of what no camera has compressed

    // The picture itself where it is a JPEG already.
    [[nodiscard]] Result<PicturePtr> toJpeg(const PicturePtr& picture);
    // A JPEG within `most` (its shape kept; never larger than it is; 0: its own size) at this quality.
    [[nodiscard]] Result<PicturePtr> render(const Picture& picture, FrameSize most, int quality);

private:
    PictureDecoder decoder_;
    JpegEncoder encoder_;
    Frame whole_;
    Frame scaled_;
};

// The size of a picture within `most`, its shape kept; its own where that is smaller or `most` is 0. Both
// sides are even unless it is its own.
[[nodiscard]] FrameSize sizeWithin(FrameSize picture, FrameSize most);

}  // namespace ocellus
