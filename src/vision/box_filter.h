// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geometry/box.h"

namespace ocellus {

// Follows one box with a Kalman filter of constant velocity on centre and size, in time, not in pictures:
// steps may be of any length. Noise is in proportion to the box, so near and far objects are treated alike.
// Thread-compatible.
//
// `aspect` is the picture's width over its height: boxes are fractions, and a size in x is not one in y.
class BoxFilter {
public:
    // `agility`: the speed that such an object may have, in its own sizes per second.
    void start(const Box& measured, double aspect, double agility);

    // Moves on by `seconds`, 0 or more. `lost`: nothing was measured lately; the size holds and the velocity
    // fades, because few who are out of sight keep their pace.
    void predict(double seconds, double aspect, bool lost);

    // A box whose area jumps (someone half hidden at once, two people in one box) is trusted less.
    void correct(const Box& measured, double aspect);

    // Moves the box as something it hangs on has moved; leaves its velocity.
    void shift(double x, double y);

    [[nodiscard]] Box box() const;

    // Mean of width and height, in picture heights.
    [[nodiscard]] double size(double aspect) const;

    // Standard deviation of the centre, in picture heights.
    [[nodiscard]] double uncertainty(double aspect) const;

    // Of the centre, in own sizes per second.
    [[nodiscard]] double speed(double aspect) const;

private:
    struct Axis {
        double value = 0;
        double velocity = 0;
        double varValue = 0;
        double covariance = 0;
        double varVelocity = 0;

        void start(double measured, double noise, double speed);
        void predict(double seconds, double acceleration);
        void correct(double measured, double noise);
    };

    Axis x_;
    Axis y_;
    Axis width_;
    Axis height_;
    double agility_ = 1;
};

// (width + height) / 2 in picture heights.
[[nodiscard]] inline double sizeOf(const Box& box, double aspect) {
    return (box.width * aspect + box.height) / 2;
}

}  // namespace ocellus
