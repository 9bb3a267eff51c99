// SPDX-License-Identifier: Apache-2.0
#include "image/picture_transcoder.h"

#include <libyuv.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ocellus {
namespace {

void scaleFrame(const Frame& from, FrameSize size, Frame& to) {
    to.reshape(size.width, size.height);
    to.pictureWidth = from.pictureWidth;
    to.pictureHeight = from.pictureHeight;
    to.fullRange = from.fullRange;
    to.grey = from.grey;
    libyuv::I420Scale(from.y.data(), from.width, from.u.data(), from.chromaWidth(), from.v.data(),
                      from.chromaWidth(), from.width, from.height, to.y.data(), to.width, to.u.data(),
                      to.chromaWidth(), to.v.data(), to.chromaWidth(), to.width, to.height,
                      libyuv::kFilterBox);
}

PicturePtr jpegOf(const Picture& original, FrameSize size, std::vector<std::uint8_t> bytes) {
    auto jpeg = std::make_shared<Picture>(original);
    jpeg->format = PictureFormat::Jpeg;
    jpeg->fullRange = true;
    jpeg->width = size.width;
    jpeg->height = size.height;
    const auto held = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    jpeg->bytes = {std::shared_ptr<const std::uint8_t>(held, held->data()), held->size()};
    return jpeg;
}

}  // namespace

FrameSize sizeWithin(FrameSize picture, FrameSize most) {
    const bool fits = picture.width <= most.width && picture.height <= most.height;
    if (most.width <= 0 || most.height <= 0 || fits) {
        return picture;
    }
    const double scale = std::min(static_cast<double>(most.width) / picture.width,
                                  static_cast<double>(most.height) / picture.height);
    const auto even = [scale](int side) {
        return std::max(2, 2 * static_cast<int>(std::lround(side * scale / 2)));
    };
    return {std::min(even(picture.width), std::max(2, most.width)),
            std::min(even(picture.height), std::max(2, most.height))};
}

Result<PicturePtr> PictureTranscoder::toJpeg(const PicturePtr& picture) {
    if (picture->format == PictureFormat::Jpeg) {
        return picture;
    }
    return render(*picture, {}, kViewQuality);
}

Result<PicturePtr> PictureTranscoder::render(const Picture& picture, FrameSize most, int quality) {
    const FrameSize size = sizeWithin({picture.width, picture.height}, most);
    if (const auto decoded = decoder_.toFrame(picture, size, whole_); !decoded) {
        return failure(Error::Kind::Internal, "the picture cannot be encoded: " + decoded.error().message,
                       "the next one may be whole again");
    }
    const Frame* frame = &whole_;
    if (FrameSize{whole_.width, whole_.height} != size) {
        scaleFrame(whole_, size, scaled_);
        frame = &scaled_;
    }
    std::vector<std::uint8_t> bytes;
    return encoder_.encode(*frame, quality, bytes).map([&] {
        return jpegOf(picture, size, std::move(bytes));
    });
}

}  // namespace ocellus
