// SPDX-License-Identifier: Apache-2.0
#include "vision/assignment.h"

#include <algorithm>
#include <limits>

namespace ocellus {

void Assignment::reset(std::size_t rows, std::size_t columns) {
    rows_ = rows;
    columns_ = columns;
    turned_ = rows > columns;
    costs_.assign(rows * columns, std::numeric_limits<double>::infinity());
}

// A pair too dear stands for "both alone": whoever leads has someone left over to be paired with so.
double Assignment::boundedCost(std::size_t lead, std::size_t other) const {
    const double cost = turned_ ? costs_[other * columns_ + lead] : costs_[lead * columns_ + other];
    return std::min(cost, unassigned_);
}

std::span<const int> Assignment::solve(double unassigned) {
    unassigned_ = unassigned;
    const std::size_t leads = std::min(rows_, columns_);
    const std::size_t others = std::max(rows_, columns_);
    leadPrice_.assign(leads + 1, 0);
    otherPrice_.assign(others + 1, 0);
    leadOf_.assign(others + 1, 0);
    cameFrom_.assign(others + 1, 0);
    slack_.resize(others + 1);
    visited_.resize(others + 1);
    for (std::size_t lead = 1; lead <= leads; ++lead) {
        augment(lead);
    }
    result_.assign(rows_, kNone);
    for (std::size_t other = 1; other <= others; ++other) {
        if (leadOf_[other] == 0) {
            continue;
        }
        const std::size_t row = turned_ ? other - 1 : leadOf_[other] - 1;
        const std::size_t column = turned_ ? leadOf_[other] - 1 : other - 1;
        if (costs_[row * columns_ + column] < unassigned_) {
            result_[row] = static_cast<int>(column);
        }
    }
    return result_;
}

// Finds the cheapest path that gives `lead` a partner, moving others' partners where that is cheaper.
void Assignment::augment(std::size_t lead) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const std::size_t others = slack_.size() - 1;
    std::fill(slack_.begin(), slack_.end(), kInfinity);
    std::fill(visited_.begin(), visited_.end(), 0);
    leadOf_[0] = lead;
    std::size_t at = 0;
    do {
        visited_[at] = 1;
        const std::size_t current = leadOf_[at];
        double step = kInfinity;
        std::size_t next = 0;
        for (std::size_t other = 1; other <= others; ++other) {
            if (visited_[other] != 0) {
                continue;
            }
            const double reduced =
                boundedCost(current - 1, other - 1) - leadPrice_[current] - otherPrice_[other];
            if (reduced < slack_[other]) {
                slack_[other] = reduced;
                cameFrom_[other] = at;
            }
            if (slack_[other] < step) {
                step = slack_[other];
                next = other;
            }
        }
        for (std::size_t other = 0; other <= others; ++other) {
            if (visited_[other] != 0) {
                leadPrice_[leadOf_[other]] += step;
                otherPrice_[other] -= step;
            } else {
                slack_[other] -= step;
            }
        }
        at = next;
    } while (leadOf_[at] != 0);
    while (at != 0) {
        leadOf_[at] = leadOf_[cameFrom_[at]];
        at = cameFrom_[at];
    }
}

}  // namespace ocellus
