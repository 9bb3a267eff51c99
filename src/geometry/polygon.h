// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "base/result.h"
#include "geometry/box.h"

namespace ocellus {

// A zone: a closed line of 3 to 16 points (OCC-15) that lies in the picture, encloses some of it and neither
// crosses nor touches itself. Its edges belong to it. Holds no heap memory. Immutable but for assignment;
// thread-compatible.
class Polygon {
public:
    static constexpr std::size_t kMinimumPoints = 3;
    static constexpr std::size_t kMaximumPoints = 16;
    // Fraction of the picture: two pixels of 1920x1080. Anything less is a line.
    static constexpr double kMinimumArea = 1e-6;
    // How near an edge counts as on it, fraction of the picture: rounding, a five-hundred-thousandth of a
    // pixel.
    static constexpr double kEdge = 1e-9;

    // The whole picture.
    Polygon();

    // Points in order round the zone, either way; the last is joined to the first. Errors name points and
    // edges by their number from 1.
    [[nodiscard]] static Result<Polygon> make(std::span<const Point> points);

    [[nodiscard]] bool contains(Point point) const;

    [[nodiscard]] std::span<const Point> points() const { return {points_.data(), count_}; }

    // Fraction of the picture.
    [[nodiscard]] double area() const;

    // The smallest upright box round it.
    [[nodiscard]] Box bounds() const { return {low_.x, low_.y, high_.x - low_.x, high_.y - low_.y}; }

    friend bool operator==(const Polygon& a, const Polygon& b);

private:
    explicit Polygon(std::span<const Point> points);

    std::array<Point, kMaximumPoints> points_{};
    std::size_t count_ = 0;
    Point low_;  // corners of bounds()
    Point high_;
};

}  // namespace ocellus
