// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace ocellus::test {

struct SyntheticJpeg {
    int width = 64;
    int height = 48;
    std::size_t dataBytes = 2000;  // of each scan
    std::uint32_t seed = 1;
    int scans = 1;
    int frame = 0xc0;  // SOF marker
    int components = 3;
    bool huffmanTables = true;
    bool thumbnail = false;  // a whole JPEG inside APP1
    bool restarts = false;
};

inline std::string segment(int marker, std::string_view payload) {
    const std::size_t length = payload.size() + 2;
    return std::string{'\xff', static_cast<char>(marker), static_cast<char>(length >> 8),
                       static_cast<char>(length)} +
           std::string(payload);
}

// A JPEG that is right in its structure; its data is noise, made to hold what readers stumble over: stuffed
// FF bytes, line ends and dashes. It cannot be decoded.
inline std::string make(const SyntheticJpeg& wish) {
    std::mt19937 random(wish.seed);
    std::string jpeg = "\xff\xd8";
    if (wish.thumbnail) {
        SyntheticJpeg small;
        small.dataBytes = 300;
        jpeg += segment(0xe1, std::string("Exif\0\0", 6) + make(small));
    }
    jpeg += segment(0xdb, std::string(1, '\0') + std::string(64, '\x10'));
    std::string frame{'\x08'};
    for (const int size : {wish.height, wish.width}) {
        frame += {static_cast<char>(size >> 8), static_cast<char>(size)};
    }
    frame += static_cast<char>(wish.components);
    for (int i = 0; i < wish.components; ++i) {
        frame += {static_cast<char>(i + 1), '\x11', '\0'};
    }
    jpeg += segment(wish.frame, frame);
    if (wish.huffmanTables) {
        jpeg += segment(0xc4, std::string(17, '\0') + "x");
    }
    for (int scan = 0; scan < wish.scans; ++scan) {
        jpeg += segment(0xda, std::string("\x01\x01\x00\x00\x3f\x00", 6));
        for (std::size_t i = 0; i < wish.dataBytes; ++i) {
            const auto byte = static_cast<char>(random());
            jpeg += byte;
            if (byte == '\xff') {
                jpeg += wish.restarts && random() % 2 == 0 ? static_cast<char>(0xd0 + random() % 8) : '\0';
            } else if (random() % 97 == 0) {
                jpeg += "\r\n--";
            }
        }
    }
    return jpeg + "\xff\xd9";
}

}  // namespace ocellus::test
