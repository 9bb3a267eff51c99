// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/frame.h"

namespace ocellus {

// Sizes at a scale of 1/n round up, as in JPEG's own scaled decoding.
[[nodiscard]] constexpr FrameSize dividedSize(FrameSize picture, int divisor) {
    return {(picture.width + divisor - 1) / divisor, (picture.height + divisor - 1) / divisor};
}

// The largest of 8, 4, 2, 1 that leaves a picture not smaller than `wanted` in either direction. A wanted
// size of 0 asks for the whole picture; one larger than the picture gets all there is.
[[nodiscard]] constexpr int decodeDivisor(FrameSize picture, FrameSize wanted) {
    if (wanted.width <= 0 || wanted.height <= 0) {
        return 1;
    }
    for (const int divisor : {8, 4, 2}) {
        const FrameSize size = dividedSize(picture, divisor);
        if (size.width >= wanted.width && size.height >= wanted.height) {
            return divisor;
        }
    }
    return 1;
}

}  // namespace ocellus
