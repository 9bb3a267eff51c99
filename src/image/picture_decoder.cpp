// SPDX-License-Identifier: Apache-2.0
#include "image/picture_decoder.h"

#include <libyuv.h>

#include "image/decode_scale.h"

namespace ocellus {

namespace {

JpegFailure wrongSize(const Picture& picture) {
    return {
        {Error::Kind::BadInput,
         "a picture of " + std::to_string(picture.width) + "x" + std::to_string(picture.height) +
             " came with " + std::to_string(picture.bytes.size) + " bytes, which is not its size in 4:2:0",
         "report this: its source is at fault"},
        "corrupt"};
}

JpegResult<void> fromPlanes(const Picture& picture, FrameSize wanted, Frame& frame) {
    const std::int64_t width = picture.width;
    const std::int64_t height = picture.height;
    if (width < 1 || height < 1 || width * height > kMaximumPixels) {
        return tl::unexpected{wrongSize(picture)};
    }
    const std::int64_t chromaWidth = (width + 1) / 2;
    const std::int64_t chroma = chromaWidth * ((height + 1) / 2);
    if (picture.bytes.size != static_cast<std::size_t>(width * height + 2 * chroma)) {
        return tl::unexpected{wrongSize(picture)};
    }
    const FrameSize whole{picture.width, picture.height};
    const FrameSize size = dividedSize(whole, decodeDivisor(whole, wanted));
    frame.reshape(size.width, size.height);
    frame.pictureWidth = whole.width;
    frame.pictureHeight = whole.height;
    frame.fullRange = picture.fullRange;
    frame.grey = false;
    const std::uint8_t* const y = picture.bytes.data.get();
    const std::uint8_t* const u = y + width * height;
    libyuv::I420Scale(y, whole.width, u, static_cast<int>(chromaWidth), u + chroma,
                      static_cast<int>(chromaWidth), whole.width, whole.height, frame.y.data(), frame.width,
                      frame.u.data(), frame.chromaWidth(), frame.v.data(), frame.chromaWidth(), size.width,
                      size.height, libyuv::kFilterBox);
    return {};
}

}  // namespace

JpegResult<void> PictureDecoder::toFrame(const Picture& picture, FrameSize wanted, Frame& frame) {
    return picture.format == PictureFormat::Jpeg ? jpeg_.decode(picture.bytes.view(), wanted, frame)
                                                 : fromPlanes(picture, wanted, frame);
}

}  // namespace ocellus
