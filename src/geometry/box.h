// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace ocellus {

// Positions and sizes are fractions of the picture, origin at its top left corner, unless a name says pixels.
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

struct Box {
    double x = 0;  // left
    double y = 0;  // top
    double width = 0;
    double height = 0;

    [[nodiscard]] double right() const { return x + width; }

    [[nodiscard]] double bottom() const { return y + height; }

    [[nodiscard]] double area() const { return width * height; }

    [[nodiscard]] Point centre() const { return {x + width / 2, y + height / 2}; }

    friend bool operator==(const Box&, const Box&) = default;
};

[[nodiscard]] inline double intersectionArea(const Box& a, const Box& b) {
    const double width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const double height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return width > 0 && height > 0 ? width * height : 0;
}

// Intersection over union, 0 to 1; 0 for empty boxes.
[[nodiscard]] inline double overlap(const Box& a, const Box& b) {
    const double shared = intersectionArea(a, b);
    const double all = a.area() + b.area() - shared;
    return all > 0 ? shared / all : 0;
}

}  // namespace ocellus
