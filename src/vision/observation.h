// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "inference/detection.h"

namespace ocellus {

// One object followed from picture to picture.
struct Track {
    std::uint32_t id = 0;  // stable while the object is followed, never used again for another
    ObjectClass object = ObjectClass::Human;
    float score =
        0;  // of the object itself (a human's body), at its last match; 0 for a human seen by its head alone
    std::optional<float> headScore;  // of the head that belongs to this human, at its last match
    Box box;                         // the body where there is one, else the head
    std::optional<Box> headBox;
    bool predicted = false;  // not matched in this picture: the box is where it ought to be
    Instant firstSeen;
    Instant lastMatched;
};

// What is measured of the picture as a whole.
struct PictureQuality {
    bool dark = false;
    bool overExposed = false;
    bool blurred = false;
    bool shaking = false;
    bool backlight = false;
    bool frozen = false;
    bool monochrome = false;  // a black-and-white (night) picture: OCC-63
};

// What the analysis road knows of one picture. `tracks` are confirmed ones of all classes (matched twice or
// more) and, once lost, predicted ones for at most 0.5 s (occupancy rule, "Counting").
struct Observation {
    std::uint64_t sequence = 0;
    Instant captured;
    WallTime stamp;
    int width = 0;  // pixels of the picture
    int height = 0;
    bool inferred = false;  // the detector ran; false: the motion gate found nothing changed
    PictureQuality quality;
    std::vector<Track> tracks;
};

}  // namespace ocellus
