// SPDX-License-Identifier: Apache-2.0
#include "inference/precision.h"

#include <algorithm>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace ocellus {

std::optional<Precision> precisionNamed(std::string_view name) {
    const auto found = std::ranges::find(kPrecisionNames, name);
    if (found == kPrecisionNames.end()) {
        return std::nullopt;
    }
    return static_cast<Precision>(found - kPrecisionNames.begin());
}

bool processorHasVnni() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512vnni") != 0) {
        return true;
    }
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    constexpr unsigned kAvxVnni = 1U << 4;  // leaf 7, part 1, EAX
    return __builtin_cpu_supports("avx2") != 0 && __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx) != 0 &&
           (eax & kAvxVnni) != 0;
#else
    return false;  // ARM64 stays with floating point until int8 has been measured there
#endif
}

}  // namespace ocellus
