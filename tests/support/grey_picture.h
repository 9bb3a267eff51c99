// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "image/picture_transcoder.h"

namespace ocellus::test {

// A picture as video gives it: planes of a slope with some texture, so that quality shows in its size.
inline PicturePtr slopePicture(int width, int height, std::uint64_t sequence = 1) {
    const int chroma = ((width + 1) / 2) * ((height + 1) / 2);
    auto bytes = std::make_shared<std::vector<std::uint8_t>>();
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            bytes->push_back(static_cast<std::uint8_t>(x * 200 / width + (x * 7 + y * 13) % 31));
        }
    }
    bytes->resize(bytes->size() + 2 * static_cast<std::size_t>(chroma), 128);
    auto picture = std::make_shared<Picture>();
    picture->sequence = sequence;
    picture->width = width;
    picture->height = height;
    picture->format = PictureFormat::I420;
    picture->bytes = {std::shared_ptr<const std::uint8_t>(bytes, bytes->data()), bytes->size()};
    return picture;
}

// The same as a JPEG of this quality.
inline PicturePtr slopeJpeg(int width, int height, int quality = 90, std::uint64_t sequence = 1) {
    return PictureTranscoder{}.render(*slopePicture(width, height, sequence), {}, quality).value();
}

}  // namespace ocellus::test
