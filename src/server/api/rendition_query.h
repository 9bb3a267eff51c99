// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/call.h"
#include "server/host.h"

namespace ocellus {

// What the camera CGIs' resolution, quality and frame ask for. `resolution`: 1280x720 and the like;
// `quality`: 0 to 9 as on i-PRO cameras, finest first, 10 to 100 as JPEG's own, or Motion, Standard, Clarity
// as on old ones; `frame`: pictures a second.
[[nodiscard]] Result<RenditionWish> readRenditionWish(const Call& call);

}  // namespace ocellus
