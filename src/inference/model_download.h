// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/result.h"
#include "inference/model_manifest.h"

namespace ocellus {

// Bytes that are here, of all; called for every piece that comes.
using DownloadProgress = std::function<void(std::uint64_t, std::uint64_t)>;

// Fetches a model's file into `folder`, under its name. What an earlier try left (`<name>.part`) is gone on
// with. A file that is not the one its manifest names is refused and deleted. Waits: not for the network
// thread.
[[nodiscard]] Result<std::filesystem::path> downloadModelFile(const ModelFile& file,
                                                              const std::filesystem::path& folder,
                                                              const DownloadProgress& progress);

}  // namespace ocellus
