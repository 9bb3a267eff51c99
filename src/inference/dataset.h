// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "inference/labelled_picture.h"

namespace ocellus {

inline constexpr std::size_t kMaximumLabelledPictures = 1'000'000;

// Reads the labels of a folder, in whichever of these forms it has them:
//   labels.jsonl               one JSON object a picture: image, split, annotated, boxes [class, centre x,
//   centre y,
//                              width, height, score, origin, ignore], all fractions
//   annotations/*.json, *.json COCO: images, annotations (pixels), categories; crowds are ignored
//   data.yaml, labels/**.txt   YOLO: a line an object (class, centre x, centre y, width, height, fractions)
// Classes of other names than ours are left out, see objectNamed(). `split` picks a part where there are
// parts (train, val); empty: all.
[[nodiscard]] Result<std::vector<LabelledPicture>> readDataset(const std::filesystem::path& folder,
                                                               const std::string& split);

// Our class for the names that data sets use (person, car, bus, motorbike, …).
[[nodiscard]] std::optional<ObjectClass> objectNamed(std::string_view name);

}  // namespace ocellus
