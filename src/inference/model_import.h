// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "inference/model_catalogue.h"

namespace ocellus {

// Copies into `target` what a user has got by other means, and returns the model's id: a folder with its
// model.yaml and all files, or one file that some known manifest names (told by its content). Nothing that
// differs from its manifest is taken, and no other model of that id is written over.
[[nodiscard]] Result<std::string> importModel(const std::filesystem::path& from,
                                              const ModelCatalogue& catalogue,
                                              const std::filesystem::path& target);

}  // namespace ocellus
