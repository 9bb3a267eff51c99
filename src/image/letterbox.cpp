// SPDX-License-Identifier: Apache-2.0
#include "image/letterbox.h"

#include <libyuv.h>

#include <algorithm>
#include <cmath>

namespace ocellus {

namespace {

constexpr std::size_t kChannels = 3;

void fillPadding(FrameSize covered, FrameSize input, std::uint8_t pad, std::span<std::uint8_t> bgr) {
    const std::size_t stride = kChannels * static_cast<std::size_t>(input.width);
    const std::size_t used = kChannels * static_cast<std::size_t>(covered.width);
    const auto rows = static_cast<std::size_t>(covered.height);
    if (used < stride) {
        for (std::size_t row = 0; row < rows; ++row) {
            std::ranges::fill(bgr.subspan(row * stride + used, stride - used), pad);
        }
    }
    std::ranges::fill(bgr.subspan(rows * stride), pad);
}

}  // namespace

FrameSize coveredSize(FrameSize picture, FrameSize input, Fit fit) {
    if (fit == Fit::Stretch || picture.width < 1 || picture.height < 1) {
        return input;
    }
    const double scale = std::min(static_cast<double>(input.width) / picture.width,
                                  static_cast<double>(input.height) / picture.height);
    const auto scaled = [scale](int size, int limit) {
        return std::clamp(static_cast<int>(std::lround(size * scale)), 1, limit);
    };
    return {scaled(picture.width, input.width), scaled(picture.height, input.height)};
}

FrameSize Letterbox::pack(const Frame& frame, FrameSize input, Fit fit, std::uint8_t pad,
                          std::span<std::uint8_t> bgr) {
    const FrameSize covered = coveredSize({frame.pictureWidth, frame.pictureHeight}, input, fit);
    const std::uint8_t* y = frame.y.data();
    const std::uint8_t* u = frame.u.data();
    const std::uint8_t* v = frame.v.data();
    if (covered != FrameSize{frame.width, frame.height}) {
        const int chromaWidth = (covered.width + 1) / 2;
        const std::size_t luma =
            static_cast<std::size_t>(covered.width) * static_cast<std::size_t>(covered.height);
        const std::size_t chroma =
            static_cast<std::size_t>(chromaWidth) * static_cast<std::size_t>((covered.height + 1) / 2);
        scaled_.resize(std::max(scaled_.size(), luma + 2 * chroma));
        std::uint8_t* const scaledY = scaled_.data();
        libyuv::I420Scale(y, frame.width, u, frame.chromaWidth(), v, frame.chromaWidth(), frame.width,
                          frame.height, scaledY, covered.width, scaledY + luma, chromaWidth,
                          scaledY + luma + chroma, chromaWidth, covered.width, covered.height,
                          libyuv::kFilterBox);
        y = scaledY;
        u = scaledY + luma;
        v = u + chroma;
    }
    // libyuv names RGB24 what lies in memory as blue, green, red.
    libyuv::I420ToRGB24Matrix(y, covered.width, u, (covered.width + 1) / 2, v, (covered.width + 1) / 2,
                              bgr.data(), static_cast<int>(kChannels) * input.width,
                              frame.fullRange ? &libyuv::kYuvJPEGConstants : &libyuv::kYuvI601Constants,
                              covered.width, covered.height);
    fillPadding(covered, input, pad, bgr);
    return covered;
}

}  // namespace ocellus
