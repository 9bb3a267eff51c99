// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <turbojpeg.h>

#include <algorithm>
#include <array>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "image/frame.h"

namespace ocellus::test {

// Packed RGB, three bytes a pixel.
struct Rgb {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    [[nodiscard]] int at(int x, int y, int channel) const {
        return pixels[static_cast<std::size_t>((y * width + x) * 3 + channel)];
    }
};

// Smooth waves of colour: what is left at every scale, so that scaled decoding can be compared.
inline Rgb waves(int width, int height) {
    Rgb rgb{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3))};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto at = static_cast<std::size_t>((y * width + x) * 3);
            rgb.pixels[at] = static_cast<std::uint8_t>(128 + 90 * std::sin(x / 37.0 + 0.3));
            rgb.pixels[at + 1] = static_cast<std::uint8_t>(128 + 90 * std::cos(y / 29.0));
            rgb.pixels[at + 2] = static_cast<std::uint8_t>(128 + 90 * std::sin((x + y) / 53.0));
        }
    }
    return rgb;
}

inline std::vector<std::uint8_t> toJpeg(const Rgb& rgb, int sampling, int flags = 0,
                                        const char* restart = nullptr) {
    if (restart != nullptr) {
        setenv("TJ_RESTART", restart, 1);
    }
    tjhandle handle = tjInitCompress();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    tjCompress2(handle, rgb.pixels.data(), rgb.width, 0, rgb.height, TJPF_RGB, &out, &size, sampling, 95,
                flags);
    std::vector<std::uint8_t> jpeg(out, out + size);
    tjFree(out);
    tjDestroy(handle);
    unsetenv("TJ_RESTART");
    return jpeg;
}

// The plain way: the whole picture to RGB.
inline Rgb plainDecode(const std::vector<std::uint8_t>& jpeg) {
    tjhandle handle = tjInitDecompress();
    Rgb rgb;
    int sampling = 0;
    int colours = 0;
    tjDecompressHeader3(handle, jpeg.data(), jpeg.size(), &rgb.width, &rgb.height, &sampling, &colours);
    rgb.pixels.resize(static_cast<std::size_t>(rgb.width * rgb.height * 3));
    tjDecompress2(handle, jpeg.data(), jpeg.size(), rgb.pixels.data(), rgb.width, 0, rgb.height, TJPF_RGB,
                  TJFLAG_ACCURATEDCT);
    tjDestroy(handle);
    return rgb;
}

// The plain way: each pixel is the mean of those that it covers.
inline Rgb plainDivide(const Rgb& from, int divisor) {
    Rgb to{(from.width + divisor - 1) / divisor, (from.height + divisor - 1) / divisor, {}};
    for (int y = 0; y < to.height; ++y) {
        for (int x = 0; x < to.width; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                int sum = 0;
                int count = 0;
                for (int v = y * divisor; v < std::min((y + 1) * divisor, from.height); ++v) {
                    for (int u = x * divisor; u < std::min((x + 1) * divisor, from.width); ++u, ++count) {
                        sum += from.at(u, v, channel);
                    }
                }
                to.pixels.push_back(static_cast<std::uint8_t>((sum + count / 2) / count));
            }
        }
    }
    return to;
}

// One pixel of a frame in RGB, BT.601, nearest chroma: the plain way.
inline std::array<double, 3> rgbOf(const Frame& frame, int x, int y) {
    const auto chroma = static_cast<std::size_t>((y / 2) * frame.chromaWidth() + x / 2);
    double luma = frame.y[static_cast<std::size_t>(y * frame.width + x)];
    double u = frame.u[chroma] - 128.0;
    double v = frame.v[chroma] - 128.0;
    if (!frame.fullRange) {
        luma = (luma - 16) * 255 / 219;
        u = u * 255 / 224;
        v = v * 255 / 224;
    }
    const auto clamp = [](double value) { return std::min(255.0, std::max(0.0, value)); };
    return {clamp(luma + 1.402 * v), clamp(luma - 0.344136 * u - 0.714136 * v), clamp(luma + 1.772 * u)};
}

// One pixel in Y, U, V, BT.601 full range: the plain way.
inline std::array<double, 3> yuvOf(const Rgb& rgb, int x, int y) {
    const double red = rgb.at(x, y, 0);
    const double green = rgb.at(x, y, 1);
    const double blue = rgb.at(x, y, 2);
    const double luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    return {luma, 128 + (blue - luma) / 1.772, 128 + (red - luma) / 1.402};
}

// Mean absolute differences of a full-range frame from a picture of its size: of Y, and of the chroma planes
// from the means of two by two pixels.
struct Difference {
    double luma = 0;
    double chroma = 0;
};

inline Difference meanDifference(const Frame& frame, const Rgb& rgb) {
    Difference sum;
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x < frame.width; ++x) {
            sum.luma +=
                std::abs(frame.y[static_cast<std::size_t>(y * frame.width + x)] - yuvOf(rgb, x, y)[0]);
        }
    }
    for (int y = 0; y < frame.chromaHeight(); ++y) {
        for (int x = 0; x < frame.chromaWidth(); ++x) {
            double u = 0;
            double v = 0;
            int count = 0;
            for (int down = 2 * y; down < std::min(2 * y + 2, rgb.height); ++down) {
                for (int across = 2 * x; across < std::min(2 * x + 2, rgb.width); ++across, ++count) {
                    u += yuvOf(rgb, across, down)[1];
                    v += yuvOf(rgb, across, down)[2];
                }
            }
            const auto at = static_cast<std::size_t>(y * frame.chromaWidth() + x);
            sum.chroma += std::abs(frame.u[at] - u / count) + std::abs(frame.v[at] - v / count);
        }
    }
    sum.luma /= frame.width * frame.height;
    sum.chroma /= 2 * frame.chromaWidth() * frame.chromaHeight();
    return sum;
}

}  // namespace ocellus::test
