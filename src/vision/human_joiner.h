// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "vision/seen_object.h"

namespace ocellus {

// How well a head sits on a body: 0 not at all, 1 whole, centred and at its top. Above 0 only where most of
// the head lies inside the body and its middle in the body's upper half.
[[nodiscard]] double headFit(const Box& body, const Box& head);

// Where a body's head is, by the proportions of a standing person.
[[nodiscard]] Box usualHead(const Box& body);

// Makes one human out of the head and the body of one person: one to one, the best fit first. Bodies without
// a head and heads without a body remain what they are, other classes pass as they are. Memory is kept from
// picture to picture. Thread-compatible.
class HumanJoiner {
public:
    // The result lives until the next call.
    [[nodiscard]] std::span<const SeenObject> join(std::span<const Detection> detections);

private:
    struct Pair {
        double fit = 0;
        std::size_t body = 0;  // of objects_
        std::size_t head = 0;  // of the detections
    };

    std::vector<SeenObject> objects_;
    std::vector<Pair> pairs_;
    std::vector<char> headTaken_;
};

}  // namespace ocellus
