// SPDX-License-Identifier: Apache-2.0
#include "geometry/polygon.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace ocellus {
namespace {

// Twice the signed area of the triangle a, b, c: which side of the line ab the point c lies on.
double side(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool onEdge(Point a, Point b, Point point) {
    constexpr double kNear = Polygon::kEdge;
    if (point.x < std::min(a.x, b.x) - kNear || point.x > std::max(a.x, b.x) + kNear ||
        point.y < std::min(a.y, b.y) - kNear || point.y > std::max(a.y, b.y) + kNear) {
        return false;
    }
    return std::abs(side(a, b, point)) <= kNear * std::hypot(b.x - a.x, b.y - a.y);
}

bool meet(Point a, Point b, Point c, Point d) {
    if (onEdge(a, b, c) || onEdge(a, b, d) || onEdge(c, d, a) || onEdge(c, d, b)) {
        return true;
    }
    return (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0);
}

double signedArea(std::span<const Point> points) {
    double twice = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point& a = points[i];
        const Point& b = points[(i + 1) % points.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

std::string edgeName(std::size_t edge, std::size_t count) {
    return "the edge from point " + std::to_string(edge + 1) + " to " +
           std::to_string((edge + 1) % count + 1);
}

Result<void> checkPoints(std::span<const Point> points) {
    const std::size_t count = points.size();
    if (count < Polygon::kMinimumPoints || count > Polygon::kMaximumPoints) {
        return failure(Error::Kind::BadInput, "the polygon has " + std::to_string(count) + " points",
                       "give 3 to 16 points");
    }
    for (std::size_t i = 0; i < count; ++i) {
        const auto inside = [](double value) { return value >= 0 && value <= 1; };  // false for NaN
        if (!inside(points[i].x) || !inside(points[i].y)) {
            return failure(Error::Kind::BadInput,
                           "point " + std::to_string(i + 1) + " lies outside the picture",
                           "give fractions of the picture from 0 to 1");
        }
        const Point& next = points[(i + 1) % count];
        if (std::hypot(next.x - points[i].x, next.y - points[i].y) <= Polygon::kEdge) {
            return failure(Error::Kind::BadInput,
                           "points " + std::to_string(i + 1) + " and " + std::to_string((i + 1) % count + 1) +
                               " are the same",
                           "leave one of them out; the polygon closes itself");
        }
    }
    return {};
}

// Of neighbouring edges only a fold back onto the first is a fault; others may not meet at all.
Result<void> checkCrossings(std::span<const Point> points) {
    const std::size_t count = points.size();
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i + 1; j < count; ++j) {
            const Point& a = points[i];
            const Point& b = points[i + 1];
            const Point& c = points[j];
            const Point& d = points[(j + 1) % count];
            const bool follows = j == i + 1;
            const bool precedes = (j + 1) % count == i;
            const bool faulty = follows    ? onEdge(a, b, d) || onEdge(b, d, a)
                                : precedes ? onEdge(a, b, c) || onEdge(a, c, b)
                                           : meet(a, b, c, d);
            if (faulty) {
                return failure(
                    Error::Kind::BadInput,
                    "the polygon crosses itself: " + edgeName(i, count) + " meets " + edgeName(j, count),
                    "move one of these points so that the edges no longer meet");
            }
        }
    }
    return {};
}

}  // namespace

Polygon::Polygon() : Polygon(std::array<Point, 4>{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}}) {}

Polygon::Polygon(std::span<const Point> points) : count_(points.size()), low_{1, 1}, high_{0, 0} {
    std::copy(points.begin(), points.end(), points_.begin());
    for (const Point& point : points) {
        low_ = {std::min(low_.x, point.x), std::min(low_.y, point.y)};
        high_ = {std::max(high_.x, point.x), std::max(high_.y, point.y)};
    }
}

Result<Polygon> Polygon::make(std::span<const Point> points) {
    if (const auto fine = checkPoints(points); !fine) {
        return tl::unexpected(fine.error());
    }
    // Points on one line meet in every pair of edges; "no area" says better what is wrong.
    const auto onOneLine = [&](const Point& point) {
        return std::abs(side(points[0], points[1], point)) <=
               kEdge * std::hypot(points[1].x - points[0].x, points[1].y - points[0].y);
    };
    const bool flat = std::all_of(points.begin(), points.end(), onOneLine);
    if (!flat) {
        if (const auto fine = checkCrossings(points); !fine) {
            return tl::unexpected(fine.error());
        }
    }
    if (flat || std::abs(signedArea(points)) < kMinimumArea) {
        return failure(Error::Kind::BadInput, "the polygon encloses no area",
                       "place its points round what is to be watched");
    }
    return Polygon{points};
}

bool Polygon::contains(Point point) const {
    if (!(point.x >= low_.x - kEdge && point.x <= high_.x + kEdge && point.y >= low_.y - kEdge &&
          point.y <= high_.y + kEdge)) {
        return false;
    }
    bool inside = false;
    for (std::size_t i = 0, before = count_ - 1; i < count_; before = i++) {
        const Point& a = points_[before];
        const Point& b = points_[i];
        if (onEdge(a, b, point)) {
            return true;
        }
        // A ray to the right crosses the edge: half-open in y, so a vertex is met once.
        if ((a.y > point.y) != (b.y > point.y) && (side(a, b, point) > 0) == (b.y > a.y)) {
            inside = !inside;
        }
    }
    return inside;
}

double Polygon::area() const {
    return std::abs(signedArea(points()));
}

bool operator==(const Polygon& a, const Polygon& b) {
    return std::ranges::equal(a.points(), b.points());
}

}  // namespace ocellus
