// SPDX-License-Identifier: Apache-2.0
#include "vision/box_filter.h"

#include <algorithm>
#include <cmath>

namespace ocellus {
namespace {

// All in sizes of the box. Detectors place a still object's box to a few per cent of its size.
constexpr double kCentreNoise = 0.04;
constexpr double kSizeNoise = 0.06;
constexpr double kPaceChange = 0.6;   // of the agility, within a second
constexpr double kSizeAgility = 0.3;  // growth per second of someone who walks up to the camera
constexpr double kJump = 1.5;         // ratio of areas
constexpr double kJumpNoise = 4;
constexpr double kFadeSeconds = 1;      // of the velocity while lost
constexpr double kSmallestSide = 1e-4;  // fraction of the picture

double square(double value) {
    return value * value;
}

}  // namespace

void BoxFilter::Axis::start(double measured, double noise, double speed) {
    *this = {.value = measured, .varValue = square(noise), .varVelocity = square(speed)};
}

// White noise on the acceleration: `acceleration` is its density, per second cubed.
void BoxFilter::Axis::predict(double seconds, double acceleration) {
    value += velocity * seconds;
    varValue += 2 * seconds * covariance + square(seconds) * varVelocity +
                acceleration * seconds * seconds * seconds / 3;
    covariance += seconds * varVelocity + acceleration * square(seconds) / 2;
    varVelocity += acceleration * seconds;
}

void BoxFilter::Axis::correct(double measured, double noise) {
    const double total = varValue + square(noise);
    const double gain = varValue / total;
    const double velocityGain = covariance / total;
    const double surprise = measured - value;
    value += gain * surprise;
    velocity += velocityGain * surprise;
    varVelocity -= velocityGain * covariance;
    covariance *= 1 - gain;
    varValue *= 1 - gain;
}

void BoxFilter::start(const Box& measured, double aspect, double agility) {
    agility_ = agility;
    const double size = sizeOf(measured, aspect);
    const Point centre = measured.centre();
    x_.start(centre.x, kCentreNoise * size / aspect, agility * size / aspect);
    y_.start(centre.y, kCentreNoise * size, agility * size);
    width_.start(measured.width, kSizeNoise * size / aspect, kSizeAgility * size / aspect);
    height_.start(measured.height, kSizeNoise * size, kSizeAgility * size);
}

void BoxFilter::predict(double seconds, double aspect, bool lost) {
    if (lost) {
        const double faded = std::exp(-seconds / kFadeSeconds);
        x_.velocity *= faded;
        y_.velocity *= faded;
        width_.velocity = 0;
        height_.velocity = 0;
    }
    const double pace = square(kPaceChange * agility_ * size(aspect));
    const double growth = square(kSizeAgility * size(aspect));
    x_.predict(seconds, pace / square(aspect));
    y_.predict(seconds, pace);
    width_.predict(seconds, growth / square(aspect));
    height_.predict(seconds, growth);
    width_.value = std::max(width_.value, kSmallestSide);
    height_.value = std::max(height_.value, kSmallestSide);
}

void BoxFilter::correct(const Box& measured, double aspect) {
    const double ratio = measured.area() / box().area();
    const double trust = ratio > kJump || ratio < 1 / kJump ? kJumpNoise : 1;
    const double size = trust * sizeOf(measured, aspect);
    const Point centre = measured.centre();
    x_.correct(centre.x, kCentreNoise * size / aspect);
    y_.correct(centre.y, kCentreNoise * size);
    width_.correct(measured.width, kSizeNoise * size / aspect);
    height_.correct(measured.height, kSizeNoise * size);
    width_.value = std::max(width_.value, kSmallestSide);
    height_.value = std::max(height_.value, kSmallestSide);
}

void BoxFilter::shift(double x, double y) {
    x_.value += x;
    y_.value += y;
}

Box BoxFilter::box() const {
    return {x_.value - width_.value / 2, y_.value - height_.value / 2, width_.value, height_.value};
}

double BoxFilter::size(double aspect) const {
    return sizeOf(box(), aspect);
}

double BoxFilter::uncertainty(double aspect) const {
    return std::sqrt((x_.varValue * square(aspect) + y_.varValue) / 2);
}

double BoxFilter::speed(double aspect) const {
    return std::hypot(x_.velocity * aspect, y_.velocity) / size(aspect);
}

}  // namespace ocellus
