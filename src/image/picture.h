// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "base/time.h"

namespace ocellus {

// Bytes that many readers hold and none changes: a picture goes to a hundred viewers without a copy.
struct SharedBytes {
    std::shared_ptr<const std::uint8_t> data;
    std::size_t size = 0;

    [[nodiscard]] std::span<const std::uint8_t> view() const { return {data.get(), size}; }
};

enum class PictureFormat : std::uint8_t {
    Jpeg,  // a whole JPEG file, SOI to EOI
    I420,  // planes Y, U, V one after the other, no padding; U and V of ceil(width/2) x ceil(height/2)
};

// One picture as its source gave it, raw in the sense of the privacy gate: nothing may publish it.
// Immutable and shared; thread-safe.
struct Picture {
    std::uint64_t sequence = 0;  // counts a source's complete pictures from 1; a gap was skipped or broken
    Instant captured;            // contract, "Time of a picture"
    WallTime stamp;              // the same moment on the wall
    int width = 0;               // pixels, from the picture itself
    int height = 0;
    PictureFormat format = PictureFormat::Jpeg;
    bool fullRange = true;  // of I420: samples of 0-255; else 16-235, as most video
    SharedBytes bytes;
    Instant received;  // when its last byte was read: where ocellus_picture_to_event_seconds begins
};

using PicturePtr = std::shared_ptr<const Picture>;

}  // namespace ocellus
