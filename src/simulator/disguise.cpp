// SPDX-License-Identifier: Apache-2.0
#include "simulator/disguise.h"

#include <algorithm>
#include <array>
#include <random>
#include <span>

namespace ocellus {
namespace {

constexpr std::uint8_t kMark = 0xff;
constexpr std::uint8_t kBaseline = 0xc0;
constexpr std::uint8_t kProgressive = 0xc2;
constexpr std::uint8_t kHuffman = 0xc4;
constexpr std::uint8_t kScan = 0xda;
constexpr std::uint8_t kApp0 = 0xe0;
constexpr std::uint8_t kApp1 = 0xe1;

using Bytes = std::vector<std::uint8_t>;

struct Segment {
    std::uint8_t marker = 0;
    std::size_t begin = 0;  // of its 0xff
    std::size_t size = 0;   // with marker and length
};

// The segments before the picture's data, the last one the scan's head.
std::vector<Segment> segmentsOf(const Bytes& jpeg) {
    std::vector<Segment> segments;
    std::size_t at = 2;
    while (at + 4 <= jpeg.size() && jpeg[at] == kMark) {
        const std::size_t length = std::size_t{jpeg[at + 2]} << 8 | jpeg[at + 3];
        segments.push_back({jpeg[at + 1], at, length + 2});
        if (jpeg[at + 1] == kScan) {
            break;
        }
        at += length + 2;
    }
    return segments;
}

Bytes without(const Bytes& jpeg, std::uint8_t marker) {
    Bytes kept{jpeg[0], jpeg[1]};
    std::size_t end = 2;
    for (const Segment& segment : segmentsOf(jpeg)) {
        end = segment.begin + segment.size;
        if (segment.marker != marker) {
            kept.insert(kept.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(segment.begin),
                        jpeg.begin() + static_cast<std::ptrdiff_t>(end));
        }
    }
    kept.insert(kept.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(end), jpeg.end());
    return kept;
}

void insertSegment(Bytes& jpeg, std::uint8_t marker, std::span<const std::uint8_t> content) {
    const std::size_t length = content.size() + 2;
    Bytes segment{kMark, marker, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
    segment.insert(segment.end(), content.begin(), content.end());
    jpeg.insert(jpeg.begin() + 2, segment.begin(), segment.end());
}

Bytes withAvi1(const Bytes& jpeg) {
    constexpr std::array<std::uint8_t, 14> kContent{'A', 'V', 'I', '1'};
    Bytes changed = without(without(jpeg, kHuffman), kApp0);
    insertSegment(changed, kApp0, kContent);
    return changed;
}

// Markers of a picture of its own inside a segment: who searches for them without reading segments is misled.
Bytes withThumbnail(Bytes jpeg) {
    Bytes content{'E', 'x', 'i', 'f', 0, 0, kMark, 0xd8, kMark, 0xdb, 0, 4, 1, 2, kMark, 0xd9, 0, 0};
    insertSegment(jpeg, kApp1, content);
    return jpeg;
}

Bytes withSize(Bytes jpeg, std::uint16_t side) {
    for (const Segment& segment : segmentsOf(jpeg)) {
        if (segment.marker == kBaseline) {
            for (const std::size_t field : {5U, 7U}) {
                jpeg[segment.begin + field] = static_cast<std::uint8_t>(side >> 8);
                jpeg[segment.begin + field + 1] = static_cast<std::uint8_t>(side);
            }
        }
    }
    return jpeg;
}

// A thousand scans cost a naive decoder a thousand passes over the picture.
Bytes withScans(Bytes jpeg) {
    constexpr int kScans = 1000;
    const auto segments = segmentsOf(jpeg);
    for (const Segment& segment : segments) {
        if (segment.marker == kBaseline) {
            jpeg[segment.begin + 1] = kProgressive;
        }
    }
    const auto begin = jpeg.begin() + static_cast<std::ptrdiff_t>(segments.back().begin);
    Bytes scan{begin, begin + static_cast<std::ptrdiff_t>(segments.back().size)};
    // Spectral selection 0 to 0: a progressive picture's scan of the first coefficients.
    scan[scan.size() - 3] = scan[scan.size() - 2] = scan[scan.size() - 1] = 0;
    Bytes changed{jpeg.begin(), begin};
    for (int count = 0; count < kScans; ++count) {
        changed.insert(changed.end(), scan.begin(), scan.end());
        changed.insert(changed.end(), {0x00, 0x00});
    }
    changed.insert(changed.end(), {kMark, 0xd9});
    return changed;
}

Bytes withNoise(Bytes jpeg) {
    std::mt19937 random{1};
    const std::size_t middle = jpeg.size() / 2;
    const std::size_t end = std::min(jpeg.size() - 2, middle + 200);
    for (std::size_t at = middle; at < end; ++at) {
        jpeg[at] = static_cast<std::uint8_t>(random());
    }
    return jpeg;
}

}  // namespace

Bytes disguise(Bytes jpeg, Quirk quirk, std::size_t number) {
    const bool second = number % 2 == 1;
    switch (quirk) {
        case Quirk::NoHuffman:
            return without(jpeg, kHuffman);
        case Quirk::Avi1:
            return withAvi1(jpeg);
        case Quirk::Thumbnail:
            return withThumbnail(std::move(jpeg));
        case Quirk::Padding:
            jpeg.insert(jpeg.end(), 100, 0);
            return jpeg;
        case Quirk::Truncated:
            jpeg.resize(second ? jpeg.size() / 2 : jpeg.size());
            return jpeg;
        case Quirk::Corrupt:
            return second ? withNoise(std::move(jpeg)) : jpeg;
        case Quirk::HugePicture:
            return withSize(std::move(jpeg), 65500);
        case Quirk::ManyScans:
            return withScans(std::move(jpeg));
        default:
            return jpeg;
    }
}

}  // namespace ocellus
