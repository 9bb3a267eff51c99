// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "media/worker_message.h"

namespace ocellus::media {

// A worker's failure in words for people: what is wrong with `subject` (a path, or a URL without secrets) and
// what to do about it.
[[nodiscard]] Error explainFailure(const WorkerFailure& failed, const std::string& subject);

}  // namespace ocellus::media
