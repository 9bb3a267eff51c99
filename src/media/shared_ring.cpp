// SPDX-License-Identifier: Apache-2.0
#include "media/shared_ring.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

namespace ocellus::media {
namespace {

std::size_t totalBytes(RingShape shape) {
    return static_cast<std::size_t>(shape.slots * shape.slotBytes);
}

tl::unexpected<Error> broken(const char* step) {
    return failure(Error::Kind::Internal,
                   std::string{"memory to share with a media worker: "} + step + ": " + std::strerror(errno),
                   "check the limits on memory and open files of this process");
}

Result<std::uint8_t*> mapMemory(int descriptor, RingShape shape, int protection) {
    void* base = ::mmap(nullptr, totalBytes(shape), protection, MAP_SHARED | MAP_NORESERVE, descriptor, 0);
    if (base == MAP_FAILED) {
        return broken("mmap");
    }
    return static_cast<std::uint8_t*>(base);
}

}  // namespace

Result<SharedRing> SharedRing::create(RingShape shape, Use use) {
    UniqueFd memory{::memfd_create("ocellus-pictures", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!memory.valid()) {
        return broken("memfd_create");
    }
    if (::ftruncate(memory.get(), static_cast<off_t>(totalBytes(shape))) != 0) {
        return broken("ftruncate");
    }
    // Shrinking it would kill the reader with SIGBUS.
    if (::fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        return broken("sealing");
    }
    const int protection = use == Use::Read ? PROT_READ : PROT_READ | PROT_WRITE;
    return mapMemory(memory.get(), shape, protection).map([&](std::uint8_t* base) {
        return SharedRing{std::move(memory), shape, base};
    });
}

Result<SharedRing> SharedRing::attach(UniqueFd memory, RingShape shape) {
    return mapMemory(memory.get(), shape, PROT_READ | PROT_WRITE).map([&](std::uint8_t* base) {
        return SharedRing{std::move(memory), shape, base};
    });
}

SharedRing::SharedRing(SharedRing&& other) noexcept
    : memory_(std::move(other.memory_)), shape_(other.shape_), base_(std::exchange(other.base_, nullptr)) {}

SharedRing& SharedRing::operator=(SharedRing&& other) noexcept {
    if (this != &other) {
        unmap();
        memory_ = std::move(other.memory_);
        shape_ = other.shape_;
        base_ = std::exchange(other.base_, nullptr);
    }
    return *this;
}

SharedRing::~SharedRing() {
    unmap();
}

void SharedRing::unmap() {
    if (base_ != nullptr) {
        ::munmap(std::exchange(base_, nullptr), totalBytes(shape_));
    }
}

std::span<const std::uint8_t> SharedRing::read(std::uint32_t slot, std::uint64_t bytes) const {
    assert(slot < shape_.slots && bytes <= shape_.slotBytes);
    return {base_ + slot * shape_.slotBytes, static_cast<std::size_t>(bytes)};
}

std::span<std::uint8_t> SharedRing::write(std::uint32_t slot) {
    assert(slot < shape_.slots);
    return {base_ + slot * shape_.slotBytes, static_cast<std::size_t>(shape_.slotBytes)};
}

}  // namespace ocellus::media
