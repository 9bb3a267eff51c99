// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "image/frame.h"
#include "inference/detection.h"

namespace ocellus::cli {

// What `ocellus detect` says of one picture: the contract's JSON on one line, and a table for people (boxes
// in pixels there). Without a line's end.
[[nodiscard]] std::string detectionsAsJson(const std::string& image, FrameSize size,
                                           const std::vector<Detection>& found);
[[nodiscard]] std::string detectionsAsTable(const std::string& image, FrameSize size,
                                            const std::vector<Detection>& found);

}  // namespace ocellus::cli
