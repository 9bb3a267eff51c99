// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gate/publishable.h"

namespace ocellus {

// The privacy gate of one camera. As yet no app masks pictures, so a gate whose guard is off passes them as
// they are; the guard will apply its mask here and nowhere else. Thread-safe.
class Gate {
public:
    [[nodiscard]] Publishable pass(PicturePtr picture) const { return Publishable{std::move(picture)}; }
};

}  // namespace ocellus
