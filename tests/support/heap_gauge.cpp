// SPDX-License-Identifier: Apache-2.0
#include "support/heap_gauge.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

thread_local std::ptrdiff_t liveBytes = 0;
thread_local std::ptrdiff_t peakBytes = 0;

void* take(std::size_t size) {
    void* memory = std::malloc(std::max<std::size_t>(size, 1));  // NOLINT: this is operator new
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    liveBytes += static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
    peakBytes = std::max(peakBytes, liveBytes);
    return memory;
}

void give(void* memory) noexcept {
    liveBytes -= static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
    std::free(memory);  // NOLINT: this is operator delete
}

}  // namespace

void* operator new(std::size_t size) {
    return take(size);
}

void operator delete(void* memory) noexcept {
    give(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    give(memory);
}

namespace ocellus::test {

std::ptrdiff_t HeapGauge::live() {
    return liveBytes;
}

std::ptrdiff_t HeapGauge::peak() {
    return peakBytes;
}

void HeapGauge::restart() {
    peakBytes = liveBytes;
}

}  // namespace ocellus::test
