// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vision/observation.h"
#include "vision/picture_measures.h"

namespace ocellus {

// A yes or no that must last before it is believed, either way.
class HeldFlag {
public:
    static constexpr Duration kHold = std::chrono::seconds{2};

    // `raise`: the measure says so beyond doubt; `keep`: it is not yet clearly otherwise (raise implies
    // keep). One observation never changes the flag.
    bool update(bool raise, bool keep, Instant now);

private:
    bool on_ = false;
    bool doubted_ = false;
    Instant doubtedSince_;
};

// Watches one camera's pictures for what makes detection worse, and for the loss of colour (OCC-63).
// Thresholds and their reasons stand in the source. Bound to its camera.
class PictureQualityMeter {
public:
    // `captured` must not run backwards. Flags change when what they say has lasted 2 s; frozen 10 s, and
    // ends with the first other picture.
    const PictureQuality& update(const Frame& frame, Instant captured);

private:
    void updateShake(const Frame& frame, Instant captured);
    void updateFrozen(std::uint64_t hash, Instant captured);

    PictureQuality quality_;
    HeldFlag dark_;
    HeldFlag overExposed_;
    HeldFlag blurred_;
    HeldFlag shaking_;
    HeldFlag backlight_;
    HeldFlag monochrome_;

    ShiftMeter shift_;
    ShiftMeter::Shift lastShift_;
    double reversals_ = 0;  // of the shift's direction, fading
    Instant last_;

    std::uint64_t hash_ = 0;
    Instant sameSince_;
    bool first_ = true;
};

}  // namespace ocellus
