// SPDX-License-Identifier: Apache-2.0
#include "vision/human_joiner.h"

#include <cmath>
#include <tuple>

namespace ocellus {
namespace {

constexpr double kInside = 0.6;       // of the head's area: hats and raised chins stick out
constexpr double kLargestHead = 0.6;  // of the body's area: people cut off at the breast
constexpr double kLowestTop = 0.35;   // of the body's height: an arm raised over the head

}  // namespace

double headFit(const Box& body, const Box& head) {
    if (!(body.area() > 0) || !(head.area() > 0) || head.area() > kLargestHead * body.area()) {
        return 0;
    }
    const double inside = intersectionArea(body, head) / head.area();
    const double below = std::abs(head.y - body.y) / body.height;
    const double aside = std::abs(head.centre().x - body.centre().x) / (body.width / 2);
    if (inside < kInside || below > kLowestTop || aside > 1 || head.centre().y > body.centre().y) {
        return 0;
    }
    return inside * (1 - below) * (1 - aside / 2);
}

Box usualHead(const Box& body) {
    // A head is an eighth of a standing person's height; boxes of heads are drawn a little wide.
    const double height = body.height / 7;
    const double width = body.width * 0.45;
    return {body.centre().x - width / 2, body.y, width, height};
}

std::span<const SeenObject> HumanJoiner::join(std::span<const Detection> detections) {
    objects_.clear();
    pairs_.clear();
    headTaken_.assign(detections.size(), 0);
    for (const Detection& found : detections) {
        if (found.object != ObjectClass::Head) {
            objects_.push_back({.object = found.object, .score = found.score, .box = found.box});
        }
    }
    for (std::size_t head = 0; head < detections.size(); ++head) {
        if (detections[head].object != ObjectClass::Head) {
            continue;
        }
        for (std::size_t body = 0; body < objects_.size(); ++body) {
            if (objects_[body].object != ObjectClass::Human) {
                continue;
            }
            const double fit = headFit(objects_[body].box, detections[head].box);
            if (fit > 0) {
                // A faint head that happens to sit better must not push out a sure one.
                pairs_.push_back({fit * static_cast<double>(detections[head].score), body, head});
            }
        }
    }
    std::sort(pairs_.begin(), pairs_.end(), [](const Pair& a, const Pair& b) {
        return std::tie(b.fit, a.body, a.head) < std::tie(a.fit, b.body, b.head);
    });
    for (const Pair& pair : pairs_) {
        SeenObject& human = objects_[pair.body];
        if (!human.headScore && headTaken_[pair.head] == 0) {
            human.headScore = detections[pair.head].score;
            human.headBox = detections[pair.head].box;
            headTaken_[pair.head] = 1;
        }
    }
    for (std::size_t head = 0; head < detections.size(); ++head) {
        if (detections[head].object == ObjectClass::Head && headTaken_[head] == 0) {
            objects_.push_back(
                {.object = ObjectClass::Head, .score = detections[head].score, .box = detections[head].box});
        }
    }
    return objects_;
}

}  // namespace ocellus
