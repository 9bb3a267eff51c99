// SPDX-License-Identifier: Apache-2.0
#include "image/crop.h"

#include <libyuv.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace ocellus {

namespace {

struct Range {
    int begin = 0;
    int size = 0;
};

// NaN and infinities land inside, too.
int clampedPixel(double position, int size) {
    if (!(position > 0)) {
        return 0;
    }
    return position < size ? static_cast<int>(position) : size;
}

Range evenRange(double from, double to, int size) {
    const int begin = std::min(clampedPixel(std::floor(from * size), size), size - 1) / 2 * 2;
    const int end = std::max(clampedPixel(std::ceil(to * size), size), begin + 1);
    return {begin, std::min((end - begin + 1) / 2 * 2, size - begin)};
}

using Table = std::array<std::uint8_t, 256>;

Table stretchTable(int centre, double gain, double centreAfter) {
    Table table{};
    for (int value = 0; value < 256; ++value) {
        const double stretched = std::round((value - centre) * gain + centreAfter);
        table[static_cast<std::size_t>(value)] = static_cast<std::uint8_t>(std::clamp(stretched, 0.0, 255.0));
    }
    return table;
}

void apply(const Table& table, std::vector<std::uint8_t>& plane) {
    for (std::uint8_t& value : plane) {
        value = table[value];
    }
}

}  // namespace

PixelRect pixelsOf(const Box& region, FrameSize picture) {
    const Range across = evenRange(region.x, region.right(), picture.width);
    const Range down = evenRange(region.y, region.bottom(), picture.height);
    return {across.begin, down.begin, across.size, down.size};
}

void cropFrame(const Frame& from, const PixelRect& rect, Frame& to) {
    to.reshape(rect.width, rect.height);
    to.pictureWidth = rect.width;
    to.pictureHeight = rect.height;
    to.fullRange = from.fullRange;
    to.grey = from.grey;
    const std::ptrdiff_t luma = static_cast<std::ptrdiff_t>(rect.y) * from.width + rect.x;
    const std::ptrdiff_t chroma = static_cast<std::ptrdiff_t>(rect.y / 2) * from.chromaWidth() + rect.x / 2;
    libyuv::CopyPlane(from.y.data() + luma, from.width, to.y.data(), to.width, to.width, to.height);
    libyuv::CopyPlane(from.u.data() + chroma, from.chromaWidth(), to.u.data(), to.chromaWidth(),
                      to.chromaWidth(), to.chromaHeight());
    libyuv::CopyPlane(from.v.data() + chroma, from.chromaWidth(), to.v.data(), to.chromaWidth(),
                      to.chromaWidth(), to.chromaHeight());
}

void toFullRange(Frame& frame) {
    if (frame.fullRange) {
        return;
    }
    static const Table kLuma = stretchTable(16, 255.0 / 219, 0);
    static const Table kChroma = stretchTable(128, 255.0 / 224, 128);
    apply(kLuma, frame.y);
    apply(kChroma, frame.u);
    apply(kChroma, frame.v);
    frame.fullRange = true;
}

}  // namespace ocellus
