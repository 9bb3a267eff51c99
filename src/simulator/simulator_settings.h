// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/secret.h"
#include "image/frame.h"
#include "simulator/access.h"
#include "simulator/quirk.h"

namespace ocellus {

struct SimulatorSettings {
    std::string clip;        // a video or a folder of JPEGs
    std::uint16_t port = 0;  // 0: a free one
    std::string bind = "127.0.0.1";
    FrameSize size{};  // pixels; 0: the clip's own
    double picturesPerSecond = 5;
    CameraAuth auth = CameraAuth::None;
    std::string username = "admin";
    Secret password{"ocellus"};
    bool tls = false;
    Quirk quirk = Quirk::None;
    std::size_t memory = std::size_t{512} << 20;  // bytes of encoded pictures; a longer clip is cut
    std::string worker = {};                      // the program that decodes; empty: the usual one
};

}  // namespace ocellus
