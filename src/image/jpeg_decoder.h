// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "geometry/box.h"
#include "image/frame.h"
#include "image/jpeg_failure.h"
#include "image/limits.h"

namespace ocellus {

// Reads JPEG files, grey or YCbCr of any subsampling, into 4:2:0 planes, at once at the scale that is needed.
// Everything it needs is kept from picture to picture. Thread-compatible: one per thread.
class JpegDecoder {
public:
    JpegDecoder();

    // What the header says, without decoding.
    [[nodiscard]] JpegResult<FrameSize> readSize(std::span<const std::uint8_t> jpeg);

    // Decodes at the smallest of the scales 1, 1/2, 1/4, 1/8 not smaller than `wanted` (0: whole) into
    // `frame`, full range. A picture that breaks off or is damaged is an error, though part of it could be
    // shown.
    [[nodiscard]] JpegResult<void> decode(std::span<const std::uint8_t> jpeg, FrameSize wanted, Frame& frame);

    // Decodes at full scale and cuts `region` (fractions of the picture) out, grown to even pixels and
    // clamped to the picture. `frame` then stands for a picture of its own: its pictureWidth is the region's
    // width. Returns the region that it really holds.
    [[nodiscard]] JpegResult<Box> decodeRegion(std::span<const std::uint8_t> jpeg, const Box& region,
                                               Frame& frame);

private:
    struct Header;

    struct Free {
        void operator()(void* handle) const;
    };

    [[nodiscard]] JpegResult<Header> readHeader(std::span<const std::uint8_t> jpeg);
    [[nodiscard]] JpegResult<void> decodePlanes(std::span<const std::uint8_t> jpeg, const Header& header,
                                                FrameSize size, Frame& frame);
    [[nodiscard]] JpegResult<void> decodeThroughRgb(std::span<const std::uint8_t> jpeg, FrameSize size,
                                                    Frame& frame);
    [[nodiscard]] JpegResult<void> verdict(int returned);
    [[nodiscard]] JpegFailure failed();

    std::unique_ptr<void, Free> handle_;
    std::vector<std::uint8_t>
        spare_;    // planes that do not fit the frame as they come, or packed pixels; only grows
    Frame whole_;  // of decodeRegion()
};

}  // namespace ocellus
