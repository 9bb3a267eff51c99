// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "image/picture.h"
#include "inference/detector_model.h"
#include "vision/camera_analysis.h"

namespace ocellus {

// The built-in detector, compiled once for all tests.
[[nodiscard]] std::shared_ptr<DetectorModel> builtInModel();

// OpenCV's vtest.avi: what OCELLUS_TEST_CLIP names, or where `make run` lays it; nothing where there is none.
[[nodiscard]] std::optional<std::filesystem::path> vtestClip();

// The pictures of a clip, `rate` a second (0: all), their sequence numbers from 1.
[[nodiscard]] std::vector<PicturePtr> readClip(const std::filesystem::path& file, double rate);

// What the chain with the built-in detector says of each of these pictures.
[[nodiscard]] std::vector<Observation> analyse(const std::vector<PicturePtr>& pictures,
                                               CameraAnalysis::Settings settings);

}  // namespace ocellus
