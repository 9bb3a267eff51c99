// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ocellus {

// Pairs rows with columns, one to one, at the least total cost (the Hungarian method by shortest augmenting
// paths, O(rows² x columns) for the shorter side as rows). Memory is kept at its high-water mark, so that it
// allocates nothing once it has seen its largest problem. Deterministic. Thread-compatible.
class Assignment {
public:
    static constexpr int kNone = -1;

    // Begins a problem whose pairs are all impossible.
    void reset(std::size_t rows, std::size_t columns);

    // Cost of a pair, finite or +infinity.
    void setCost(std::size_t row, std::size_t column, double cost) { costs_[row * columns_ + column] = cost; }

    // The column of each row, or kNone. Leaving a row without a column costs `unassigned`; a pair that costs
    // as much or more is never made. The span lives until the next reset() or solve().
    [[nodiscard]] std::span<const int> solve(double unassigned);

private:
    void augment(std::size_t row);
    [[nodiscard]] double boundedCost(std::size_t row, std::size_t column) const;

    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    bool turned_ = false;  // the shorter side leads: `lead` below are columns
    double unassigned_ = 0;
    std::vector<double> costs_;
    std::vector<int> result_;
    // One-based, 0 is the virtual start of a path; lead is the shorter side.
    std::vector<double> leadPrice_;
    std::vector<double> otherPrice_;
    std::vector<double> slack_;
    std::vector<std::size_t> leadOf_;    // of each other: its partner
    std::vector<std::size_t> cameFrom_;  // of each other: the one before it on the path
    std::vector<char> visited_;
};

}  // namespace ocellus
