// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "inference/detector_model.h"

namespace ocellus {

// What a grey 16:9 picture takes of one processor by the model as it looks now; the median of some runs.
// Empty: it does not run.
[[nodiscard]] std::optional<double> millisecondsPerPicture(DetectorModel& model);

// Of either kind of shape, 0 where it does not run. A model without fine ones, or whose options name an
// input, has the same cost twice.
struct DetectorCosts {
    double plain = 0;
    double fine = 0;

    [[nodiscard]] double of(Detail detail) const { return detail == Detail::Fine ? fine : plain; }
};

// The model looks as before when this is done. Compiles what was not needed yet.
[[nodiscard]] DetectorCosts measureCosts(DetectorModel& model);

}  // namespace ocellus
