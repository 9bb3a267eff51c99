// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "image/picture.h"
#include "inference/detector_model.h"
#include "vision/camera_analysis.h"

namespace ocellus {

// A detector in the box, looking like this.
[[nodiscard]] std::shared_ptr<DetectorModel> builtInModel(Detail detail = Detail::Plain,
                                                          const std::string& id = std::string{
                                                              kBuiltInDetector});

// OpenCV's vtest.avi: what OCELLUS_TEST_CLIP names, or where `make run` lays it; nothing where there is none.
[[nodiscard]] std::optional<std::filesystem::path> vtestClip();

// The pictures of a clip, `rate` a second (0: all), their sequence numbers from 1.
[[nodiscard]] std::vector<PicturePtr> readClip(const std::filesystem::path& file, double rate);

// What the chain with this detector says of each of these pictures.
[[nodiscard]] std::vector<Observation> analyse(const std::vector<PicturePtr>& pictures,
                                               const std::shared_ptr<DetectorModel>& model,
                                               CameraAnalysis::Settings settings);

}  // namespace ocellus
