// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace ocellus::test {

// Bytes that this thread has taken from operator new and not given back, and the most there were. Other
// threads' memory, a scripted server's above all, does not count. Link heap_gauge.cpp to use it.
struct HeapGauge {
    [[nodiscard]] static std::ptrdiff_t live();
    [[nodiscard]] static std::ptrdiff_t peak();
    // The peak begins anew at what is live now.
    static void restart();
};

}  // namespace ocellus::test
