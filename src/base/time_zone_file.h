// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "base/time_zone.h"

namespace ocellus {

// The zone of that name ("Europe/Berlin") among those that the machine has; an empty name is the machine's
// own, or UTC where it names none. Reads files: for the start, not for rules.
[[nodiscard]] Result<TimeZone> loadTimeZone(const std::string& name);

}  // namespace ocellus
