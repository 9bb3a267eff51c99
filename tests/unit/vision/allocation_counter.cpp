// SPDX-License-Identifier: Apache-2.0
#include "allocation_counter.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocations{0};  // a global: operator new has nowhere else to count

void* counted(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) {  // NOLINT: what operator new is made of
        return memory;
    }
    throw std::bad_alloc{};
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}

void* operator new[](std::size_t size) {
    return counted(size);
}

void operator delete(void* memory) noexcept {
    std::free(memory);  // NOLINT
}

void operator delete[](void* memory) noexcept {
    std::free(memory);  // NOLINT
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);  // NOLINT
}

void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);  // NOLINT
}

namespace ocellus {

std::size_t allocationCount() {
    return allocations;
}

}  // namespace ocellus
