// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "inference/detection.h"

namespace ocellus {

// One object followed from picture to picture. One person is one track, in one of these forms:
//   Human          a body, or a body and the head that belongs to it (headScore, headBox)
//   Head           a head whose body is not seen: score and box are the head's, headScore and headBox are
//   empty
// A person who steps behind a counter keeps the id while the form changes from Human to Head. A Head counts
// as one human by its head; it never stands for another part of a Human track.
struct Track {
    std::uint32_t id = 0;  // stable while the object is followed, never used again for another
    ObjectClass object = ObjectClass::Human;  // by all votes since it was first seen, but for Human and Head
    float score = 0;                          // as the detector gave it at the last match
    float meanScore = 0;  // of the last second's matches: for rules that should not flicker with the score
    std::optional<float> headScore;      // of a Human's head, likewise; empty when it was not found for 0.5 s
    std::optional<float> meanHeadScore;  // there whenever headScore is
    Box box;                             // smoothed, clamped to the picture
    std::optional<Box> headBox;          // there whenever headScore is
    bool predicted = false;              // not matched in this picture: the box is where it ought to be
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
