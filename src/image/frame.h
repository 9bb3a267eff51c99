// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ocellus {

// Pixels.
struct FrameSize {
    int width = 0;
    int height = 0;
    friend bool operator==(const FrameSize&, const FrameSize&) = default;
};

// A decoded picture, perhaps smaller than the original: planes Y, U, V of 4:2:0. Reused from picture to
// picture so that decoding allocates nothing in steady state. Thread-compatible.
struct Frame {
    int width = 0;  // of the planes, pixels
    int height = 0;
    int pictureWidth = 0;  // of the picture they were decoded from
    int pictureHeight = 0;
    bool fullRange = true;        // JPEG's 0-255; video has 16-235
    bool grey = false;            // the picture has no colour at all; U and V are 128
    std::vector<std::uint8_t> y;  // stride: width
    std::vector<std::uint8_t> u;  // stride: (width + 1) / 2
    std::vector<std::uint8_t> v;

    [[nodiscard]] int chromaWidth() const { return (width + 1) / 2; }

    [[nodiscard]] int chromaHeight() const { return (height + 1) / 2; }

    // Gives the planes their sizes for these pixels; what they hold is then undefined.
    void reshape(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        y.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        const std::size_t chroma =
            static_cast<std::size_t>(chromaWidth()) * static_cast<std::size_t>(chromaHeight());
        u.resize(chroma);
        v.resize(chroma);
    }
};

}  // namespace ocellus
