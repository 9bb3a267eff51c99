// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/target.h"

namespace ocellus {

// Whether the UI has a page there: its routes (web/src/app/router.tsx) once more, because a path that is none
// of them must not be answered as if it were. Recorders probe cameras with paths of their own.
[[nodiscard]] bool isPlaceOfUi(const Target& target);

}  // namespace ocellus
