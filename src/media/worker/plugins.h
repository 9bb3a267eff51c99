// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "media/job.h"

namespace ocellus::media {

// Loads the plug-ins that a job can need and no others: less code stands open to hostile bytes, and nothing
// is searched or cached, so a worker starts in a quarter of a second. Returns the names of needed ones that
// are not installed; decoders are not counted among them, since not every stream needs every decoder.
[[nodiscard]] std::vector<std::string> loadPlugins(Job::Kind kind);

}  // namespace ocellus::media
