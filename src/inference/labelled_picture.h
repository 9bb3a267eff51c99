// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <filesystem>
#include <vector>

#include "inference/detection.h"

namespace ocellus {

struct Label {
    ObjectClass object = ObjectClass::Human;
    Box box;               // fractions of the picture
    bool ignored = false;  // doubtful or a crowd: finding it is neither right nor wrong
};

using ObjectClasses = std::bitset<kObjectClassNames.size()>;

// A picture with what somebody found in it.
struct LabelledPicture {
    std::filesystem::path image;
    std::vector<Label> labels;
    ObjectClasses annotated;  // of the other classes, nothing is known of this picture
};

}  // namespace ocellus
