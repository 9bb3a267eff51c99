// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_encoder.h"

#include <turbojpeg.h>

#include <algorithm>
#include <array>

#include "image/crop.h"

namespace ocellus {

void JpegEncoder::Free::operator()(void* handle) const {
    tjDestroy(handle);
}

JpegEncoder::JpegEncoder() : handle_(tjInitCompress()) {}

Result<void> JpegEncoder::encode(const Frame& frame, int quality, std::vector<std::uint8_t>& jpeg) {
    if (frame.width < 1 || frame.height < 1) {
        return failure(Error::Kind::Internal, "cannot encode an empty frame");
    }
    if (!frame.fullRange) {
        return encodeRegion(frame, {0, 0, 1, 1}, quality, jpeg);
    }
    const bool odd = frame.width % 2 != 0 || frame.height % 2 != 0;
    if (odd) {
        padLuma(frame);
    }
    std::array<const std::uint8_t*, 3> planes{odd ? padded_.data() : frame.y.data(), frame.u.data(),
                                              frame.v.data()};
    const std::array<int, 3> strides{odd ? 2 * frame.chromaWidth() : frame.width, frame.chromaWidth(),
                                     frame.chromaWidth()};
    // The worst case, so that TurboJPEG never allocates; kept from picture to picture.
    const std::size_t worst = tjBufSize(frame.width, frame.height, TJSAMP_420);
    if (spareSize_ < worst) {
        spare_ = std::make_unique_for_overwrite<std::uint8_t[]>(worst);
        spareSize_ = worst;
    }
    unsigned char* out = spare_.get();
    unsigned long size = spareSize_;
    const int returned =
        tjCompressFromYUVPlanes(handle_.get(), planes.data(), frame.width, strides.data(), frame.height,
                                TJSAMP_420, &out, &size, std::clamp(quality, 1, 100), TJFLAG_NOREALLOC);
    if (returned != 0) {
        return failure(Error::Kind::Internal,
                       std::string{"cannot encode a picture of "} + std::to_string(frame.width) + "x" +
                           std::to_string(frame.height) + ": " + tjGetErrorStr2(handle_.get()));
    }
    jpeg.assign(spare_.get(), spare_.get() + size);
    return {};
}

// TurboJPEG reads luma planes padded to whole chroma samples; the last column and row are repeated.
void JpegEncoder::padLuma(const Frame& frame) {
    const auto from = static_cast<std::size_t>(frame.width);
    const std::size_t stride = 2 * static_cast<std::size_t>(frame.chromaWidth());
    const std::size_t rows = 2 * static_cast<std::size_t>(frame.chromaHeight());
    padded_.resize(stride * rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t source = std::min(row, static_cast<std::size_t>(frame.height) - 1);
        std::uint8_t* const to = padded_.data() + row * stride;
        std::copy_n(frame.y.data() + source * from, from, to);
        to[stride - 1] = to[from - 1];
    }
}

Result<void> JpegEncoder::encodeRegion(const Frame& frame, const Box& region, int quality,
                                       std::vector<std::uint8_t>& jpeg) {
    if (frame.width < 1 || frame.height < 1) {
        return failure(Error::Kind::Internal, "cannot encode an empty frame");
    }
    cropFrame(frame, pixelsOf(region, {frame.width, frame.height}), cut_);
    toFullRange(cut_);
    return encode(cut_, quality, jpeg);
}

}  // namespace ocellus
