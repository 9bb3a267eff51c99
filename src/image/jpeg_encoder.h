// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "geometry/box.h"
#include "image/frame.h"

namespace ocellus {

// Writes JPEG files, baseline, 4:2:0, full range. Thread-compatible: one per thread.
class JpegEncoder {
public:
    JpegEncoder();

    // Replaces the content of `jpeg`. `quality` 1 to 100.
    [[nodiscard]] Result<void> encode(const Frame& frame, int quality, std::vector<std::uint8_t>& jpeg);
    // The same for a region of the frame (fractions), grown to even pixels and clamped to the frame.
    [[nodiscard]] Result<void> encodeRegion(const Frame& frame, const Box& region, int quality,
                                            std::vector<std::uint8_t>& jpeg);

private:
    struct Free {
        void operator()(void* handle) const;
    };

    void padLuma(const Frame& frame);

    std::unique_ptr<void, Free> handle_;
    std::vector<std::uint8_t> padded_;
    Frame cut_;
    std::unique_ptr<std::uint8_t[]> spare_;  // not a vector: most of the worst case is never touched
    std::size_t spareSize_ = 0;
};

}  // namespace ocellus
