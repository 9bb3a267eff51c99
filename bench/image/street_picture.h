// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libyuv.h>

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "image/jpeg_codec.h"
#include "image/picture_file.h"

namespace ocellus::bench {

// A 1920x1080 JPEG of quality 80: the picture that OCELLUS_BENCH_PICTURE names (a frame of a clip, say)
// scaled to that size. Empty without it: figures from painted pictures would mean nothing.
inline std::vector<std::uint8_t> streetPicture() {
    const char* const name = std::getenv("OCELLUS_BENCH_PICTURE");
    if (name == nullptr) {
        return {};
    }
    const auto bytes = readPictureFile(name);
    Frame small;
    if (!bytes || !JpegDecoder{}.decode(*bytes, {}, small)) {
        return {};
    }
    Frame frame;
    frame.reshape(1920, 1080);
    libyuv::I420Scale(small.y.data(), small.width, small.u.data(), small.chromaWidth(), small.v.data(),
                      small.chromaWidth(), small.width, small.height, frame.y.data(), frame.width,
                      frame.u.data(), frame.chromaWidth(), frame.v.data(), frame.chromaWidth(), frame.width,
                      frame.height, libyuv::kFilterBilinear);
    std::vector<std::uint8_t> jpeg;
    if (!JpegEncoder{}.encode(frame, 80, jpeg)) {
        return {};
    }
    return jpeg;
}

}  // namespace ocellus::bench
