// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "ingest/camera_probe.h"

namespace ocellus {

// Fills in rateOk and the verdict of a report whose figures are measured: size and rate against what the
// manual recommends, compression, broken pictures, trust. `reason`: why no picture came, where none did.
void judge(ProbeReport& report, const SourceSettings& settings, const SourceStatistics& statistics,
           const std::optional<Error>& reason);

}  // namespace ocellus
