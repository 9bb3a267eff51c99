// SPDX-License-Identifier: Apache-2.0
#include "gate/rendition.h"

#include <algorithm>
#include <utility>

#include "image/jpeg_quality.h"

namespace ocellus {
namespace {

constexpr int kUsual = 85;
// Cameras' scales differ from libjpeg's: nearer than this is the same.
constexpr int kMargin = 3;

}  // namespace

Result<Publishable> RenditionMaker::make(const Publishable& picture, FrameSize most, int quality) {
    const PicturePtr& original = picture.picture();
    const FrameSize own{original->width, original->height};
    const int present = estimateJpegQuality(original->bytes.view()).value_or(kUsual);
    const bool coarser = quality > 0 && quality + kMargin < present;
    if (sizeWithin(own, most) == own && !coarser) {
        return picture;
    }
    const int wanted = coarser ? quality : std::min(present, kUsual);
    return encoder_.render(*original, most, wanted).map([](PicturePtr smaller) {
        return Publishable{std::move(smaller)};
    });
}

}  // namespace ocellus
