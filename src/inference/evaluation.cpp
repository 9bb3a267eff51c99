// SPDX-License-Identifier: Apache-2.0
#include "inference/evaluation.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace ocellus {

namespace {

constexpr double kLongSide = 640;  // pixels
constexpr double kSmall = 32 * 32;
constexpr double kLarge = 96 * 96;
constexpr double kSameF1 = 0.01;  // with some hundred labels a smaller difference is chance

bool inBand(const Box& box, FrameSize picture, SizeBand band) {
    const double scale = kLongSide / std::max({picture.width, picture.height, 1});
    const double area = box.area() * picture.width * picture.height * scale * scale;
    switch (band) {
        case SizeBand::Small:
            return area < kSmall;
        case SizeBand::Medium:
            return area >= kSmall && area < kLarge;
        case SizeBand::Large:
            return area >= kLarge;
        case SizeBand::All:
            break;
    }
    return true;
}

// One label in one band.
struct Target {
    Box box;
    bool ignored = false;
    bool taken = false;
};

// The label that a box finds: the free one that it overlaps most, an ignored one only if there is no other.
Target* findTarget(const Box& box, std::span<Target> targets, double least) {
    Target* best = nullptr;
    double bestOverlap = 0;
    for (Target& target : targets) {
        const double shared = overlap(box, target.box);
        if (shared < least || (target.taken && !target.ignored)) {
            continue;
        }
        const bool better = best == nullptr || (best->ignored && !target.ignored) ||
                            (best->ignored == target.ignored && shared > bestOverlap);
        if (better) {
            best = &target;
            bestOverlap = shared;
        }
    }
    return best;
}

double overlapOf(std::size_t step) {
    return 0.5 + 0.05 * static_cast<double>(step);
}

// Running counts along falling scores; equal scores are counted in the order of the pictures.
struct Counts {
    double right = 0;
    double all = 0;
};

template <class Findings>
Findings sorted(Findings findings) {
    std::ranges::stable_sort(findings, std::ranges::greater{}, [](const auto& each) { return each.score; });
    return findings;
}

template <class Findings>
double averagePrecision(const Findings& unsorted, std::size_t labels) {
    const Findings findings = sorted(unsorted);
    std::vector<double> precision;
    std::vector<double> recall;
    Counts counts;
    for (const auto& each : findings) {
        counts.all += 1;
        counts.right += each.right ? 1 : 0;
        precision.push_back(counts.right / counts.all);
        recall.push_back(counts.right / static_cast<double>(labels));
    }
    for (std::size_t at = precision.size(); at-- > 1;) {
        precision[at - 1] = std::max(precision[at - 1], precision[at]);
    }
    constexpr int kPoints = 100;
    double sum = 0;
    for (int point = 0; point <= kPoints; ++point) {
        const auto reached = std::ranges::lower_bound(recall, point / 100.0 - 1e-12);
        sum += reached == recall.end() ? 0 : precision[static_cast<std::size_t>(reached - recall.begin())];
    }
    return sum / (kPoints + 1);
}

}  // namespace

void Evaluation::add(const LabelledPicture& picture, FrameSize size, const std::vector<Detection>& found) {
    auto detections = sorted(found);
    std::vector<Target> targets;
    for (std::size_t kind = 0; kind < kObjectClassNames.size(); ++kind) {
        if (!picture.annotated.test(kind)) {
            continue;
        }
        for (std::size_t band = 0; band < kSizeBandNames.size(); ++band) {
            const auto inThisBand = [&](const Box& box) {
                return inBand(box, size, static_cast<SizeBand>(band));
            };
            Curve& curve = curves_[kind][band];
            for (std::size_t step = 0; step < kOverlaps; ++step) {
                targets.clear();
                for (const Label& label : picture.labels) {
                    if (label.object == static_cast<ObjectClass>(kind)) {
                        targets.push_back({label.box, label.ignored || !inThisBand(label.box), false});
                    }
                }
                if (step == 0) {
                    curve.labels += static_cast<std::size_t>(
                        std::ranges::count_if(targets, [](const Target& target) { return !target.ignored; }));
                }
                for (const Detection& detection : detections) {
                    if (detection.object != static_cast<ObjectClass>(kind)) {
                        continue;
                    }
                    Target* const target = findTarget(detection.box, targets, overlapOf(step) - 1e-9);
                    if (target != nullptr) {
                        target->taken = true;
                    }
                    if (target == nullptr ? inThisBand(detection.box) : !target->ignored) {
                        curve.findings[step].push_back({detection.score, target != nullptr});
                    }
                }
            }
        }
    }
}

ClassAccuracy Evaluation::accuracy(ObjectClass object, SizeBand band, double least) const {
    const Curve& curve = this->curve(object, band);
    ClassAccuracy result;
    result.labels = curve.labels;
    if (curve.labels == 0) {
        return result;
    }
    for (std::size_t step = 0; step < kOverlaps; ++step) {
        const double precision = averagePrecision(curve.findings[step], curve.labels);
        result.averagePrecision += precision / kOverlaps;
        if (step == 0) {
            result.averagePrecision50 = precision;
        }
    }
    const auto labels = static_cast<double>(curve.labels);
    Counts counts;
    for (const Finding& each : sorted(curve.findings[0])) {
        counts.all += 1;
        counts.right += each.right ? 1 : 0;
        if (each.score >= least) {
            result.recall = counts.right / labels;
            result.precision = counts.right / counts.all;
        }
        const double f1 = 2 * counts.right / (counts.all + labels);
        if (f1 > result.bestF1) {
            result.bestF1 = f1;
            result.bestScore = each.score;
        }
    }
    return result;
}

float Evaluation::calmScore(ObjectClass object) const {
    const Curve& all = curve(object, SizeBand::All);
    const auto findings = sorted(all.findings[0]);
    std::vector<double> f1;
    Counts counts;
    for (const Finding& each : findings) {
        counts.all += 1;
        counts.right += each.right ? 1 : 0;
        f1.push_back(2 * counts.right / (counts.all + static_cast<double>(all.labels)));
    }
    const auto best = std::ranges::max_element(f1);
    const auto good = [least = *best - kSameF1](double value) { return value >= least; };
    const auto last = std::find_if_not(best, f1.end(), good) - 1;
    const auto first = std::find_if_not(std::make_reverse_iterator(best), f1.rend(), good).base();
    const auto scoreAt = [&](auto place) {
        return findings[static_cast<std::size_t>(place - f1.begin())].score;
    };
    return (scoreAt(first) + scoreAt(last)) / 2;
}

std::vector<Calibration::Knot> Evaluation::calibration(ObjectClass object) const {
    std::vector<float> right;
    for (const Finding& each : curve(object, SizeBand::All).findings[0]) {
        if (each.right) {
            right.push_back(each.score);
        }
    }
    if (right.empty()) {
        return {};
    }
    std::ranges::sort(right);
    const auto quantile = [&](double share) {
        return right[static_cast<std::size_t>(share * static_cast<double>(right.size() - 1))];
    };
    const float best = calmScore(object);
    constexpr float kApart = 0.01F;  // so that the points rise whatever was measured
    const float low = std::max(std::min(quantile(0.01), best - kApart), 0.001F);
    const float middle = std::max(best, low + kApart);
    const float high = std::min(std::max(quantile(0.99), middle + kApart), 1.0F);
    return {{1, low}, {defaultThreshold(object), middle}, {99, high}};
}

const Evaluation::Curve& Evaluation::curve(ObjectClass object, SizeBand band) const {
    return curves_[static_cast<std::size_t>(object)][static_cast<std::size_t>(band)];
}

}  // namespace ocellus
