// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "base/result.h"
#include "image/frame.h"
#include "simulator/picture_store.h"
#include "simulator/quirk.h"

namespace ocellus {

struct ClipEncoderSettings {
    std::string clip;  // a video or a folder of JPEGs
    FrameSize size{};  // pixels; 0: the clip's own
    double picturesPerSecond = 5;
    Quirk quirk = Quirk::None;
    std::string worker = {};  // the program that decodes; empty: the usual one
};

// Turns a clip into JPEG pictures (quality 80) on a thread of its own and puts them into a store, each once,
// as fast as it can. The pictures of a folder that have the wanted size are taken as they are.
// Thread-compatible.
class ClipEncoder {
public:
    // Starts. What goes wrong shows in `store`.
    ClipEncoder(ClipEncoderSettings settings, std::shared_ptr<PictureStore> store);

private:
    std::jthread thread_;  // ends between two pictures when this is destroyed
};

}  // namespace ocellus
