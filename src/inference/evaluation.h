// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "image/frame.h"
#include "inference/calibration.h"
#include "inference/labelled_picture.h"

namespace ocellus {

// Objects by their area in pixels if the picture's long side were 640: small below 32x32, large from 96x96.
enum class SizeBand : std::uint8_t { All, Small, Medium, Large };
inline constexpr std::array<std::string_view, 4> kSizeBandNames{"all", "small", "medium", "large"};

// How good a detector is at one class in one band. Shares are 0 to 1, and 0 where there are no labels.
struct ClassAccuracy {
    std::size_t labels = 0;
    double averagePrecision50 = 0;  // at an overlap of 0.5
    double averagePrecision = 0;    // mean over overlaps 0.50 to 0.95 in steps of 0.05
    double recall = 0;              // at an overlap of 0.5, of what scores at least the default threshold
    double precision = 0;           // likewise
    double bestF1 = 0;              // over all scores, at an overlap of 0.5
    double bestScore = 0;           // where it is reached
};

// Compares what a detector finds with labels, as COCO does: best score first, each label found once, ignored
// ones and other sizes count neither way, precision interpolated at 101 recalls. Thread-compatible.
class Evaluation {
public:
    // `size` in pixels, for the bands.
    void add(const LabelledPicture& picture, FrameSize size, const std::vector<Detection>& found);

    // `least`: the score that counts for recall and precision.
    [[nodiscard]] ClassAccuracy accuracy(ObjectClass object, SizeBand band, double least) const;

    // The points that make the manuals' default threshold the score of the best F1, or rather the middle of
    // the scores round it whose F1 is as good, within a point; 1 and 99 are the scores that all but the
    // weakest, and only the best, hundredth of the right findings reach. Empty without findings.
    [[nodiscard]] std::vector<Calibration::Knot> calibration(ObjectClass object) const;

private:
    static constexpr std::size_t kOverlaps = 10;

    struct Finding {
        float score = 0;
        bool right = false;
    };

    struct Curve {
        std::array<std::vector<Finding>, kOverlaps> findings;  // by overlap
        std::size_t labels = 0;
    };

    [[nodiscard]] float calmScore(ObjectClass object) const;
    [[nodiscard]] const Curve& curve(ObjectClass object, SizeBand band) const;

    std::array<std::array<Curve, kSizeBandNames.size()>, kObjectClassNames.size()> curves_;
};

}  // namespace ocellus
