// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace ocellus {

// How often the heap was asked for memory by operator new, on all threads, since the program began.
[[nodiscard]] std::size_t allocationCount();

}  // namespace ocellus
