// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "image/picture.h"

namespace ocellus {

class Gate;
class RenditionMaker;

// A picture that may be shown, stored and sent. Only the gate makes one, and renditions of one. Immutable;
// thread-safe.
class Publishable {
public:
    [[nodiscard]] const PicturePtr& picture() const { return picture_; }

private:
    friend class Gate;
    friend class RenditionMaker;

    explicit Publishable(PicturePtr picture) : picture_(std::move(picture)) {}

    PicturePtr picture_;
};

}  // namespace ocellus
