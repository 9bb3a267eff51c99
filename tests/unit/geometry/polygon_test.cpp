// SPDX-License-Identifier: Apache-2.0
#include "geometry/polygon.h"

#include <gmock/gmock.h>

#include <cmath>
#include <numbers>
#include <random>

#include "geometry/polygon_setting.h"

namespace ocellus {
namespace {

using ::testing::HasSubstr;
using Points = std::vector<Point>;

constexpr int kGrid = 64;  // test points lie on multiples of 1/64, where doubles are exact

std::string errorOf(const Points& points) {
    const auto polygon = Polygon::make(points);
    return polygon ? "" : polygon.error().text();
}

// The plain references: integer arithmetic and the sum of angles.
struct GridPoint {
    int x;
    int y;
};

long side(GridPoint a, GridPoint b, GridPoint c) {
    return static_cast<long>(b.x - a.x) * (c.y - a.y) - static_cast<long>(b.y - a.y) * (c.x - a.x);
}

bool exactlyOn(GridPoint a, GridPoint b, GridPoint p) {
    return side(a, b, p) == 0 && std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) &&
           std::min(a.y, b.y) <= p.y && p.y <= std::max(a.y, b.y);
}

bool slowContains(const std::vector<GridPoint>& polygon, GridPoint p) {
    double turned = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const GridPoint a = polygon[i];
        const GridPoint b = polygon[(i + 1) % polygon.size()];
        if (exactlyOn(a, b, p)) {
            return true;
        }
        const double turn = std::atan2(b.y - p.y, b.x - p.x) - std::atan2(a.y - p.y, a.x - p.x);
        turned += std::remainder(turn, 2 * std::numbers::pi);
    }
    return std::abs(turned) > std::numbers::pi;
}

int sign(long value) {
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

bool slowMeet(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    if (exactlyOn(a, b, c) || exactlyOn(a, b, d) || exactlyOn(c, d, a) || exactlyOn(c, d, b)) {
        return true;
    }
    return sign(side(a, b, c)) * sign(side(a, b, d)) < 0 && sign(side(c, d, a)) * sign(side(c, d, b)) < 0;
}

bool slowSimple(const std::vector<GridPoint>& polygon) {
    const std::size_t count = polygon.size();
    for (std::size_t i = 0; i < count; ++i) {
        const GridPoint a = polygon[i];
        const GridPoint b = polygon[(i + 1) % count];
        const GridPoint c = polygon[(i + 2) % count];
        if ((a.x == b.x && a.y == b.y) || exactlyOn(a, b, c) || exactlyOn(b, c, a)) {
            return false;
        }
        for (std::size_t j = i + 2; j < count; ++j) {
            if ((j + 1) % count != i && slowMeet(a, b, polygon[j], polygon[(j + 1) % count])) {
                return false;
            }
        }
    }
    return true;
}

Points toFractions(const std::vector<GridPoint>& grid) {
    Points points;
    for (const GridPoint& p : grid) {
        points.push_back({static_cast<double>(p.x) / kGrid, static_cast<double>(p.y) / kGrid});
    }
    return points;
}

TEST(Polygon, HoldsItsEdgesAndCorners) {
    const Polygon triangle = Polygon::make(Points{{0.1, 0.1}, {0.7, 0.1}, {0.1, 0.9}}).value();
    EXPECT_TRUE(triangle.contains({0.1, 0.1}));
    EXPECT_TRUE(triangle.contains({0.7, 0.1}));
    EXPECT_TRUE(triangle.contains({0.4, 0.5}));  // the middle of the slope, inexact in doubles
    EXPECT_TRUE(triangle.contains({0.2, 0.2}));
    EXPECT_FALSE(triangle.contains({0.401, 0.5}));
    EXPECT_FALSE(triangle.contains({0.1, 0.901}));
    EXPECT_FALSE(triangle.contains({std::nan(""), 0.2}));
    EXPECT_NEAR(triangle.area(), 0.24, 1e-12);
    EXPECT_EQ(triangle.bounds().bottom(), 0.9);
}

TEST(Polygon, IsTheWholePictureWithItsBordersByDefault) {
    const Polygon whole;
    EXPECT_TRUE(whole.contains({0, 0}));
    EXPECT_TRUE(whole.contains({1, 1}));
    EXPECT_TRUE(whole.contains({0.5, 1}));
    EXPECT_DOUBLE_EQ(whole.area(), 1);
}

TEST(Polygon, NamesWhatIsWrong) {
    EXPECT_THAT(errorOf({{0, 0}, {1, 1}}), HasSubstr("has 2 points: give 3 to 16"));
    EXPECT_THAT(errorOf(Points(17, Point{0, 0})), HasSubstr("has 17 points"));
    EXPECT_THAT(errorOf({{0, 0}, {1, 0}, {1, 1.01}}), HasSubstr("point 3 lies outside the picture"));
    EXPECT_THAT(errorOf({{0, 0}, {std::nan(""), 0}, {1, 1}}), HasSubstr("point 2 lies outside"));
    EXPECT_THAT(errorOf({{0, 0}, {1, 0}, {1, 1}, {0, 0}}), HasSubstr("points 4 and 1 are the same"));
    EXPECT_THAT(errorOf({{0, 0}, {0.5, 0.5}, {1, 1}}), HasSubstr("encloses no area"));
    EXPECT_THAT(errorOf({{0, 0}, {0.001, 0}, {0, 0.001}}), HasSubstr("encloses no area"));
    EXPECT_THAT(errorOf({{0, 0}, {1, 1}, {1, 0}, {0, 1}}),
                HasSubstr("the edge from point 1 to 2 meets the edge from point 3 to 4"));
    // A spike that folds back on itself, and a pinch at one point.
    EXPECT_THAT(errorOf({{0, 0}, {0.8, 0}, {0.4, 0}, {0.4, 0.5}}),
                HasSubstr("the edge from point 1 to 2 meets the edge from point 2 to 3"));
    EXPECT_THAT(errorOf({{0, 0}, {1, 0}, {1, 1}, {0.5, 0}, {0, 1}}), HasSubstr("crosses itself"));
}

TEST(Polygon, ReadsAndWritesAsASetting) {
    const auto json = nlohmann::json::parse("[[0.1,0.2],[0.9,0.2],[0.9,0.9],[0.1,0.9]]");
    const auto polygon = SettingValue<Polygon>::read(json, {});
    ASSERT_TRUE(polygon.has_value());
    EXPECT_EQ(SettingValue<Polygon>::write(*polygon), json);
    const auto error = [](const char* text) {
        return SettingValue<Polygon>::read(nlohmann::json::parse(text), {}).error().message;
    };
    EXPECT_THAT(error("\"all\""), HasSubstr("is not a list of points"));
    EXPECT_THAT(error("[[0,0],[1],[1,1]]"), HasSubstr("[1] is not a point [x, y]"));
    EXPECT_THAT(error("[[0,0],[1,\"1\"],[1,1]]"), HasSubstr("is not a point [x, y]"));
    EXPECT_THAT(error("[[0,0],[1,0],[null,1]]"), HasSubstr("is not a point [x, y]"));
    EXPECT_THAT(error(nlohmann::json(std::vector(99, std::vector{0.5, 0.5})).dump().c_str()),
                HasSubstr("has 99 points"));
}

TEST(Polygon, AgreesWithIntegerArithmeticAndAnglesOnRandomPolygons) {
    std::mt19937 random{20};  // NOLINT: a fixed seed, so that a failure can be repeated
    std::uniform_int_distribution<int> coordinate{0, kGrid};
    std::uniform_int_distribution<std::size_t> size{3, 7};
    int valid = 0;
    int refused = 0;
    while (valid < 300) {
        std::vector<GridPoint> grid(size(random));
        for (GridPoint& p : grid) {
            p = {coordinate(random), coordinate(random)};
        }
        const auto polygon = Polygon::make(toFractions(grid));
        ASSERT_EQ(polygon.has_value(), slowSimple(grid))
            << SettingValue<Polygon>::write(polygon.value_or(Polygon{}));
        if (!polygon) {
            ++refused;
            continue;
        }
        ++valid;
        for (int i = 0; i < 100; ++i) {
            const GridPoint p{coordinate(random), coordinate(random)};
            EXPECT_EQ(polygon->contains(toFractions({p})[0]), slowContains(grid, p)) << p.x << ' ' << p.y;
        }
        EXPECT_TRUE(polygon->contains(polygon->points()[0]));
    }
    EXPECT_GT(refused, 50);
}

TEST(Polygon, AgreesWithAnglesOnRandomStarsOfSixteenPoints) {
    std::mt19937 random{21};  // NOLINT: fixed seed
    std::uniform_int_distribution<int> radius{3, 32};
    std::uniform_int_distribution<int> coordinate{0, kGrid};
    int valid = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<GridPoint> grid;
        for (int i = 0; i < 16; ++i) {
            const double angle = 2 * std::numbers::pi * i / 16;
            const int far = radius(random);
            grid.push_back(
                {32 + static_cast<int>(far * std::cos(angle)), 32 + static_cast<int>(far * std::sin(angle))});
        }
        const auto polygon = Polygon::make(toFractions(grid));
        ASSERT_EQ(polygon.has_value(), slowSimple(grid));
        if (!polygon) {
            continue;
        }
        ++valid;
        for (int i = 0; i < 100; ++i) {
            const GridPoint p{coordinate(random), coordinate(random)};
            EXPECT_EQ(polygon->contains(toFractions({p})[0]), slowContains(grid, p)) << p.x << ' ' << p.y;
        }
    }
    EXPECT_GT(valid, 100);
}

}  // namespace
}  // namespace ocellus
