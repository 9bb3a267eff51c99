// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/dataset.h"

namespace ocellus {

// One a form; readDataset() chooses.
[[nodiscard]] Result<std::vector<LabelledPicture>> readJsonLines(const std::filesystem::path& file,
                                                                 const std::string& split);
[[nodiscard]] Result<std::vector<LabelledPicture>> readCoco(const std::filesystem::path& folder,
                                                            const std::filesystem::path& file);
[[nodiscard]] Result<std::vector<LabelledPicture>> readYolo(const std::filesystem::path& folder,
                                                            const std::string& split);

}  // namespace ocellus
