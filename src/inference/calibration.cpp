// SPDX-License-Identifier: Apache-2.0
#include "inference/calibration.h"

#include <algorithm>

namespace ocellus {

namespace {

const std::vector<Calibration::Knot>& hundredths() {
    static const std::vector<Calibration::Knot> kKnots{{1, 0.01F}, {99, 0.99F}};
    return kKnots;
}

// The straight line through two points, at x.
double between(double x, double fromX, double fromY, double toX, double toY) {
    return fromY + (x - fromX) * (toY - fromY) / (toX - fromX);
}

}  // namespace

Result<void> Calibration::set(ObjectClass object, std::vector<Knot> knots) {
    const auto notRising = [](const Knot& a, const Knot& b) {
        const bool rising = a.threshold < b.threshold && a.score < b.score;  // never so for NaN
        return !rising;
    };
    const bool inRange = std::ranges::all_of(knots, [](const Knot& knot) {
        return knot.threshold >= 1 && knot.threshold <= 99 && knot.score >= 0 && knot.score <= 1;
    });
    if (knots.size() < 2 || !inRange || std::ranges::adjacent_find(knots, notRising) != knots.end()) {
        return failure(
            Error::Kind::BadInput,
            "calibration of " + std::string{nameOf(object)} + " is not two or more rising points",
            "give thresholds 1 to 99 with scores 0 to 1, both rising, such as {1: 0.05, 25: 0.3, 99: 0.95}");
    }
    knots_[static_cast<std::size_t>(object)] = std::move(knots);
    return {};
}

float Calibration::scoreOf(ObjectClass object, double threshold) const {
    const auto& knots = knotsOf(object);
    const double at = std::clamp<double>(threshold, knots.front().threshold, knots.back().threshold);
    const auto next = std::find_if(knots.begin() + 1, knots.end() - 1,
                                   [at](const Knot& knot) { return knot.threshold >= at; });
    const auto last = next - 1;
    return static_cast<float>(between(at, last->threshold, last->score, next->threshold, next->score));
}

float Calibration::lowestScore() const {
    float lowest = 1;
    for (const auto& knots : knots_) {
        if (!knots.empty()) {
            lowest = std::min(lowest, knots.front().score);
        }
    }
    return lowest < 1 ? lowest : hundredths().front().score;
}

double Calibration::thresholdOf(ObjectClass object, float score) const {
    const auto& knots = knotsOf(object);
    const float at = std::clamp(score, knots.front().score, knots.back().score);
    const auto next =
        std::find_if(knots.begin() + 1, knots.end() - 1, [at](const Knot& knot) { return knot.score >= at; });
    const auto last = next - 1;
    return between(at, last->score, last->threshold, next->score, next->threshold);
}

const std::vector<Calibration::Knot>& Calibration::knotsOf(ObjectClass object) const {
    const auto& knots = knots_[static_cast<std::size_t>(object)];
    return knots.empty() ? hundredths() : knots;
}

}  // namespace ocellus
