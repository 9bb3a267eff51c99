// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "image/frame.h"
#include "inference/detection.h"

namespace ocellus {

// Finds objects in a frame. One per analysis thread: bound to its thread.
class Detector {
public:
    virtual ~Detector() = default;

    // The smallest frame that loses the detector nothing, for a picture of this size: what to decode at.
    struct Size {
        int width = 0;
        int height = 0;
    };

    [[nodiscard]] virtual Size wantedSize(int pictureWidth, int pictureHeight) const = 0;
    // Replaces the content of `found`; boxes are fractions of the picture.
    [[nodiscard]] virtual Result<void> detect(const Frame& frame, std::vector<Detection>& found) = 0;
};

}  // namespace ocellus
