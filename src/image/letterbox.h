// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "image/frame.h"

namespace ocellus {

enum class Fit : std::uint8_t {
    Letterbox,  // keeps the aspect; the picture lies at the top left corner, the rest is padding
    Stretch,    // fills the input, whatever that does to the aspect
};

// The part of a network's input, from its top left corner, that a picture of this size covers; at least a
// pixel.
[[nodiscard]] FrameSize coveredSize(FrameSize picture, FrameSize input, Fit fit);

// Scales frames and packs them as a network wants them: height x width x 3 bytes, blue first. Keeps its
// planes from frame to frame. Thread-compatible: one per analysis thread.
class Letterbox {
public:
    // `bgr` holds input.width * input.height * 3 bytes; every one is written. `pad` fills what the picture
    // leaves free. Returns the part that it covers: coveredSize() of the frame's picture.
    FrameSize pack(const Frame& frame, FrameSize input, Fit fit, std::uint8_t pad,
                   std::span<std::uint8_t> bgr);

private:
    std::vector<std::uint8_t> scaled_;  // planes of the covered size
};

}  // namespace ocellus
