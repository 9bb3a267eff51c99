// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace ocellus {

// docs/reference/configuration.md, made from the descriptors: every key with its type, default, range and
// meaning. A test compares it with the page that is committed.
[[nodiscard]] std::string configurationReference();

}  // namespace ocellus
