// SPDX-License-Identifier: Apache-2.0
#include "vision/picture_quality.h"

#include <algorithm>
#include <cmath>

namespace ocellus {
namespace {

// Two values each: the first raises the flag, the second must be passed to end it.

// Dark: half of the picture is nearly black and even the bright tenth is dim. A street at night with lamps
// passes, because people under them are seen.
constexpr double kDarkMedian[] = {30, 40};
constexpr double kDarkBright[] = {60, 75};
// Over-exposed: a third of the picture is burnt out. A window behind a class (0.12 in a real room) is not.
constexpr double kWhite[] = {0.3, 0.25};
// Backlight: much burnt out and more of it black, little between. The same class has 0.14 and 0.22.
constexpr double kBacklightBright[] = {0.15, 0.12};
constexpr double kBacklightBlack[] = {0.35, 0.3};
// Blurred: real clips in focus measure 0.44 to 0.55 at 480 pixels; blurred by 2 of those pixels 0.40 to 0.42,
// by 3 0.36 to 0.38.
constexpr double kSharpness[] = {0.39, 0.42};
// Shaking: the whole picture jumps to and fro by half a per cent of its width, once a second or more.
constexpr double kShakeShare = 0.004;
constexpr double kReversals[] = {1.5, 0.7};
constexpr double kReversalFade = 2;   // seconds
constexpr double kMostReversals = 3;  // so that a long shake is forgotten as soon as a short one
// Monochrome: nothing strays from the tint. The palest real clip has 0.08; a coloured clock in the corner is
// 0.003.
constexpr double kColoured[] = {0.005, 0.01};
// Frozen: a sensor's noise makes every picture different; a camera polled faster than it refreshes repeats
// some.
constexpr Duration kFrozen = std::chrono::seconds{10};

bool below(double value, const double (&limits)[2], bool keep) {
    return value < limits[keep ? 1 : 0];
}

bool above(double value, const double (&limits)[2], bool keep) {
    return value > limits[keep ? 1 : 0];
}

}  // namespace

bool HeldFlag::update(bool raise, bool keep, Instant now) {
    const bool wanted = on_ ? keep : raise;
    if (wanted == on_) {
        doubted_ = false;
    } else if (!doubted_) {
        doubted_ = true;
        doubtedSince_ = now;
    } else if (now - doubtedSince_ >= kHold) {
        on_ = wanted;
        doubted_ = false;
    }
    return on_;
}

const PictureQuality& PictureQualityMeter::update(const Frame& frame, Instant captured) {
    const PictureMeasures m = measurePicture(frame);
    const auto hold = [&](HeldFlag& flag, auto&& says) {
        return flag.update(says(false), says(true), captured);
    };
    quality_.dark = hold(dark_, [&](bool keep) {
        return below(m.median, kDarkMedian, keep) && below(m.bright10, kDarkBright, keep);
    });
    quality_.overExposed = hold(overExposed_, [&](bool keep) { return above(m.white, kWhite, keep); });
    quality_.backlight = hold(backlight_, [&](bool keep) {
        return above(m.nearWhite, kBacklightBright, keep) && above(m.nearBlack, kBacklightBlack, keep);
    });
    quality_.blurred =
        hold(blurred_, [&](bool keep) { return m.sharpness > 0 && below(m.sharpness, kSharpness, keep); });
    quality_.monochrome = hold(monochrome_, [&](bool keep) { return below(m.coloured, kColoured, keep); });
    updateShake(frame, captured);
    updateFrozen(m.hash, captured);
    last_ = captured;
    first_ = false;
    return quality_;
}

void PictureQualityMeter::updateShake(const Frame& frame, Instant captured) {
    const ShiftMeter::Shift shift = shift_.measure(frame);
    const double least = std::max(2.0, kShakeShare * frame.width);
    reversals_ *= first_ ? 0 : std::exp(-toSeconds(captured - last_) / kReversalFade);
    if (std::hypot(shift.x, shift.y) >= least) {
        if (shift.x * lastShift_.x + shift.y * lastShift_.y < 0) {
            reversals_ = std::min(reversals_ + 1, kMostReversals);
        }
        lastShift_ = shift;
    }
    quality_.shaking =
        shaking_.update(above(reversals_, kReversals, false), above(reversals_, kReversals, true), captured);
}

void PictureQualityMeter::updateFrozen(std::uint64_t hash, Instant captured) {
    if (first_ || hash != hash_) {
        hash_ = hash;
        sameSince_ = captured;
    }
    quality_.frozen = captured - sameSince_ >= kFrozen;
}

}  // namespace ocellus
