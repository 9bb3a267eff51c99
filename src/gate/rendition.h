// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "gate/publishable.h"
#include "image/picture_transcoder.h"

namespace ocellus {

// Makes a picture that has passed the gate smaller or more compressed: what nobody could recognise before,
// nobody can afterwards. Thread-compatible.
class RenditionMaker {
public:
    // Within `most` (0: its own size), at JPEG quality `quality` (0: about its own). The picture itself where
    // that is what it is already: nothing is decoded then, and quality is never lifted.
    [[nodiscard]] Result<Publishable> make(const Publishable& picture, FrameSize most, int quality);

private:
    PictureTranscoder encoder_;
};

}  // namespace ocellus
