// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geometry/box.h"
#include "image/frame.h"

namespace ocellus {

// Whole pixels; x and y are even so that the chroma planes are cut at the same place.
struct PixelRect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

// The smallest such rectangle around `region` (fractions) inside a picture of this size; never empty (at
// least two pixels, or what the picture has), whatever `region` holds.
[[nodiscard]] PixelRect pixelsOf(const Box& region, FrameSize picture);

// Copies a rectangle that lies inside `from`. `to` becomes a picture of its own of that size.
void cropFrame(const Frame& from, const PixelRect& rect, Frame& to);

// Stretches 16-235 to 0-255 in place; nothing to do for a full-range frame.
void toFullRange(Frame& frame);

}  // namespace ocellus
