// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "image/frame.h"

namespace ocellus {

// Frames as cameras make them: smooth light, hard and soft edges, sensor noise, some colour; always the same
// for the same arguments.
class SyntheticScene {
public:
    SyntheticScene(int width = 480, int height = 270) : width_(width), height_(height) {}

    double noise = 2;     // levels, standard deviation
    double gain = 1;      // of the light
    double offset = 0;    // levels
    double contrast = 1;  // round level 128
    bool coloured = true;
    int shiftX = 0;  // pixels
    int shiftY = 0;
    unsigned seed = 1;  // of the noise: another for every picture

    // A grey block, as of a person, before the scene; none if its width is 0.
    struct Block {
        int x = 0;
        int y = 0;
        int width = 0;
        int height = 0;
        int level = 60;
    } block;

    [[nodiscard]] Frame frame() const {
        Frame made;
        made.reshape(width_, height_);
        made.pictureWidth = width_;
        made.pictureHeight = height_;
        std::uint32_t random = seed * 7919;
        for (int y = 0; y < height_; ++y) {
            for (int x = 0; x < width_; ++x) {
                double level = sceneAt(x - shiftX, y - shiftY);
                if (x >= block.x && x < block.x + block.width && y >= block.y && y < block.y + block.height) {
                    level = block.level;
                }
                level = ((level - 128) * contrast + 128) * gain + offset + grain(random);
                made.y[static_cast<std::size_t>(y * width_ + x)] =
                    static_cast<std::uint8_t>(std::clamp(level, 0.0, 255.0));
            }
        }
        for (std::size_t i = 0; i < made.u.size(); ++i) {
            const int column = static_cast<int>(i) % made.chromaWidth();
            const bool tinted = coloured && column < made.chromaWidth() / 3;
            made.u[i] = static_cast<std::uint8_t>(tinted ? 150 : 128);
            made.v[i] = static_cast<std::uint8_t>(tinted ? 110 : 128);
        }
        return made;
    }

private:
    static double sceneAt(int x, int y) {
        const double light = 90 + 50.0 * x / 480 + 20.0 * y / 270;
        const bool tile = (x / 37 + y / 29) % 2 == 0;
        const bool post = (x + 1000) % 113 < 9;
        return post ? 40 : tile ? light + 35 : light - 15;
    }

    // The sum of four bytes of one number is nearly normal, and the same in every standard library.
    double grain(std::uint32_t& state) const {
        state = state * 1664525 + 1013904223;
        std::uint32_t mixed = state ^ (state >> 15);
        mixed *= 0x2c1b3c6d;
        mixed ^= mixed >> 12;
        const double sum = (mixed & 255) + (mixed >> 8 & 255) + (mixed >> 16 & 255) + (mixed >> 24);
        return (sum - 510) / 147.8 * noise;
    }

    int width_;
    int height_;
};

// A plain running mean over 2 x `radius` + 1 pixels each way.
inline Frame blurred(const Frame& frame, int radius) {
    Frame made = frame;
    std::vector<std::uint8_t> line(frame.y.size());
    const auto pass = [&](const std::vector<std::uint8_t>& from, std::vector<std::uint8_t>& to, int dx,
                          int dy) {
        for (int y = 0; y < frame.height; ++y) {
            for (int x = 0; x < frame.width; ++x) {
                int sum = 0;
                for (int k = -radius; k <= radius; ++k) {
                    const int cx = std::clamp(x + k * dx, 0, frame.width - 1);
                    const int cy = std::clamp(y + k * dy, 0, frame.height - 1);
                    sum += from[static_cast<std::size_t>(cy * frame.width + cx)];
                }
                to[static_cast<std::size_t>(y * frame.width + x)] =
                    static_cast<std::uint8_t>(sum / (2 * radius + 1));
            }
        }
    };
    pass(frame.y, line, 1, 0);
    pass(line, made.y, 0, 1);
    return made;
}

}  // namespace ocellus
