// SPDX-License-Identifier: Apache-2.0
#include "vision/assignment.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace ocellus {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
using Costs = std::vector<std::vector<double>>;

// The plain reference: every way to give rows columns or nothing.
double cheapest(const Costs& costs, double unassigned, std::size_t row, std::vector<bool>& used) {
    if (row == costs.size()) {
        return 0;
    }
    double best = unassigned + cheapest(costs, unassigned, row + 1, used);
    for (std::size_t column = 0; column < costs[row].size(); ++column) {
        if (!used[column] && costs[row][column] < unassigned) {
            used[column] = true;
            best = std::min(best, costs[row][column] + cheapest(costs, unassigned, row + 1, used));
            used[column] = false;
        }
    }
    return best;
}

std::vector<int> solve(Assignment& assignment, const Costs& costs, double unassigned) {
    assignment.reset(costs.size(), costs.empty() ? 0 : costs[0].size());
    for (std::size_t row = 0; row < costs.size(); ++row) {
        for (std::size_t column = 0; column < costs[row].size(); ++column) {
            assignment.setCost(row, column, costs[row][column]);
        }
    }
    const auto columns = assignment.solve(unassigned);
    return {columns.begin(), columns.end()};
}

TEST(Assignment, TakesTheBestWholeAndNotTheBestPair) {
    Assignment assignment;
    EXPECT_EQ(solve(assignment, {{0.1, 0.2}, {0.2, 0.9}}, 2), (std::vector<int>{1, 0}));
}

TEST(Assignment, LeavesAloneWhatIsTooDearOrImpossible) {
    Assignment assignment;
    EXPECT_EQ(solve(assignment, {{0.5, 1.6}, {kInfinity, 1.7}}, 1.6), (std::vector<int>{0, -1}));
    EXPECT_EQ(solve(assignment, {{kInfinity}, {0.3}, {0.2}}, 1), (std::vector<int>{-1, -1, 0}));
    EXPECT_TRUE(solve(assignment, {}, 1).empty());
    EXPECT_EQ(solve(assignment, {{}, {}}, 1), (std::vector<int>{-1, -1}));
}

TEST(Assignment, CostsAsLittleAsTryingEverything) {
    std::mt19937 random{7};  // NOLINT: a fixed seed, so that a failure can be repeated
    std::uniform_int_distribution<std::size_t> size{1, 6};
    std::uniform_real_distribution<double> cost{0, 2};
    std::bernoulli_distribution impossible{0.3};
    Assignment assignment;
    for (int round = 0; round < 2000; ++round) {
        Costs costs(size(random), std::vector<double>(size(random)));
        for (auto& row : costs) {
            for (double& value : row) {
                value = impossible(random) ? kInfinity : cost(random);
            }
        }
        const double unassigned = cost(random);
        const std::vector<int> columns = solve(assignment, costs, unassigned);
        double total = 0;
        std::vector<bool> used(costs[0].size());
        for (std::size_t row = 0; row < costs.size(); ++row) {
            if (columns[row] == Assignment::kNone) {
                total += unassigned;
                continue;
            }
            const auto column = static_cast<std::size_t>(columns[row]);
            ASSERT_FALSE(used[column]);
            used[column] = true;
            ASSERT_LT(costs[row][column], unassigned);
            total += costs[row][column];
        }
        std::vector<bool> none(costs[0].size());
        ASSERT_NEAR(total, cheapest(costs, unassigned, 0, none), 1e-9) << "round " << round;
    }
}

}  // namespace
}  // namespace ocellus
