// SPDX-License-Identifier: Apache-2.0
#include "vision/picture_measures.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace ocellus {
namespace {

using Histogram = std::array<std::uint32_t, 256>;

constexpr int kStraying = 8;
constexpr int kLeastEdge = 24;         // levels: less is texture and noise
constexpr double kLeastEdges = 0.002;  // share of pixels: with fewer edges nothing can be said

int stretched(int level, bool fullRange) {
    return fullRange ? level : std::clamp((level - 16) * 255 / 219, 0, 255);
}

Histogram histogramOf(const std::vector<std::uint8_t>& plane, int width, int height) {
    // Four tables side by side: neighbours of the same level would wait for each other.
    std::array<Histogram, 4> parts{};
    for (int y = 0; y < height; y += 2) {
        const std::uint8_t* line =
            plane.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        for (int x = 0; x < width; x += 2) {
            ++parts[static_cast<std::size_t>(x / 2 % 4)][line[x]];
        }
    }
    for (std::size_t level = 0; level < 256; ++level) {
        parts[0][level] += parts[1][level] + parts[2][level] + parts[3][level];
    }
    return parts[0];
}

void measureLevels(const Frame& frame, PictureMeasures& measures) {
    const Histogram raw = histogramOf(frame.y, frame.width, frame.height);
    std::uint32_t all = 0;
    std::uint32_t black = 0;
    std::uint32_t nearWhite = 0;
    std::uint32_t white = 0;
    for (int level = 0; level < 256; ++level) {
        const std::uint32_t here = raw[static_cast<std::size_t>(level)];
        const int shown = stretched(level, frame.fullRange);
        all += here;
        black += shown <= 40 ? here : 0;
        nearWhite += shown >= 225 ? here : 0;
        white += shown >= 250 ? here : 0;
    }
    const auto levelAt = [&](double share) {
        double below = 0;
        for (int level = 0; level < 256; ++level) {
            below += raw[static_cast<std::size_t>(level)];
            if (below >= share * all) {
                return stretched(level, frame.fullRange);
            }
        }
        return 255;
    };
    const double total = std::max(all, 1U);
    measures.median = levelAt(0.5);
    measures.bright10 = levelAt(0.9);
    measures.nearBlack = black / total;
    measures.nearWhite = nearWhite / total;
    measures.white = white / total;
}

// The share of chroma that strays from the plane's middle level.
double strayingOf(const std::vector<std::uint8_t>& plane, int width, int height) {
    const Histogram histogram = histogramOf(plane, width, height);
    std::uint32_t all = 0;
    for (const std::uint32_t each : histogram) {
        all += each;
    }
    std::uint32_t below = 0;
    int tint = 0;
    while (tint < 255 && (below += histogram[static_cast<std::size_t>(tint)]) * 2 < all) {
        ++tint;
    }
    std::uint32_t straying = 0;
    for (int level = 0; level < 256; ++level) {
        straying += std::abs(level - tint) > kStraying ? histogram[static_cast<std::size_t>(level)] : 0;
    }
    return straying / static_cast<double>(std::max(all, 1U));
}

double sharpnessOf(const Frame& frame) {
    const int quarter = std::max(2, frame.width / 240);  // 2 pixels of a frame 480 wide
    const int wideStep = 4 * quarter;
    std::int64_t wide = 0;
    std::int64_t narrow = 0;
    std::int64_t edges = 0;
    std::int64_t places = 0;
    for (int y = 0; y < frame.height; y += 4) {
        const std::uint8_t* line =
            frame.y.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width);
        const int end = frame.width - wideStep;
        int lineWide = 0;
        int lineNarrow = 0;
        int lineEdges = 0;
        for (int x = 0; x < end; ++x) {
            const std::uint8_t* at = line + x;
            const int change = std::abs(at[wideStep] - at[0]);
            // The steepest quarter in the middle half, where a centred edge has it.
            const int half = quarter / 2;
            const int steep = std::max({std::abs(at[2 * quarter] - at[quarter]),
                                        std::abs(at[2 * quarter + half] - at[quarter + half]),
                                        std::abs(at[3 * quarter] - at[2 * quarter])});
            const int counts = change >= kLeastEdge ? 1 : 0;
            lineWide += counts * change;
            lineNarrow += counts * std::min(steep, change);
            lineEdges += counts;
        }
        wide += lineWide;
        narrow += lineNarrow;
        edges += lineEdges;
        places += std::max(end, 0);
    }
    if (static_cast<double>(edges) < kLeastEdges * static_cast<double>(places) || wide == 0) {
        return 0;
    }
    return static_cast<double>(narrow) / static_cast<double>(wide);
}

// Not for tables: only to tell equal pictures from others. Four lanes, for speed.
std::uint64_t hashOf(const std::vector<std::uint8_t>& plane) {
    constexpr std::uint64_t kPrime = 0x9e3779b97f4a7c15;
    std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
    std::size_t at = 0;
    for (; at + 32 <= plane.size(); at += 32) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            std::uint64_t word = 0;
            std::memcpy(&word, plane.data() + at + lane * 8, 8);
            lanes[lane] = (lanes[lane] ^ word) * kPrime;
            lanes[lane] ^= lanes[lane] >> 29;
        }
    }
    std::uint64_t hash = plane.size();
    for (const std::uint64_t lane : lanes) {
        hash = (hash ^ lane) * kPrime;
    }
    for (; at < plane.size(); ++at) {
        hash = (hash ^ plane[at]) * kPrime;
    }
    return hash;
}

}  // namespace

PictureMeasures measurePicture(const Frame& frame) {
    PictureMeasures measures;
    measureLevels(frame, measures);
    if (!frame.grey) {
        measures.coloured = std::max(strayingOf(frame.u, frame.chromaWidth(), frame.chromaHeight()),
                                     strayingOf(frame.v, frame.chromaWidth(), frame.chromaHeight()));
    }
    measures.sharpness = sharpnessOf(frame);
    measures.hash = hashOf(frame.y);
    return measures;
}

ShiftMeter::Shift ShiftMeter::measure(const Frame& frame) {
    const auto width = static_cast<std::size_t>(frame.width);
    const auto height = static_cast<std::size_t>(frame.height);
    columns_.current.assign(width, 0);
    rows_.current.assign(height, 0);
    for (std::size_t y = 0; y < height; ++y) {
        const std::uint8_t* line = frame.y.data() + y * width;
        int sum = 0;
        for (std::size_t x = 0; x < width; ++x) {
            columns_.current[x] += line[x];
            sum += line[x];
        }
        rows_.current[y] = sum;
    }
    Shift shift;
    if (frame.width == width_ && frame.height == height_) {
        shift = {best(columns_, frame.width / 24), best(rows_, frame.height / 24)};
    }
    width_ = frame.width;
    height_ = frame.height;
    std::swap(columns_.last, columns_.current);
    std::swap(rows_.last, rows_.current);
    return shift;
}

// The shift at which the slopes of the profiles agree best; slopes, because brightness may have changed. Zero
// unless a shift is clearly better.
int ShiftMeter::best(const Profile& profile, int reach) {
    const int size = static_cast<int>(profile.current.size());
    const auto slope = [](const std::vector<int>& values, int at) {
        const auto here = static_cast<std::size_t>(at);
        return values[here + 1] - values[here];
    };
    const auto mismatch = [&](int shift) {
        std::int64_t sum = 0;
        for (int at = reach; at + 1 < size - reach; ++at) {
            sum += std::abs(slope(profile.current, at) - slope(profile.last, at - shift));
        }
        return sum;
    };
    const std::int64_t still = mismatch(0);
    std::int64_t least = still * 7 / 10;
    int found = 0;
    for (int shift = -reach; shift <= reach; ++shift) {
        if (shift == 0) {
            continue;
        }
        const std::int64_t here = mismatch(shift);
        if (here < least) {
            least = here;
            found = shift;
        }
    }
    return found;
}

}  // namespace ocellus
