// SPDX-License-Identifier: Apache-2.0
#include "net/picture_buffer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ocellus {
namespace {

constexpr std::size_t kLeast = std::size_t{16} * 1024;
constexpr std::size_t kMostAtOnce = std::size_t{1} << 20;  // before anything has come

}  // namespace

void PictureBuffer::reserve(std::size_t capacity) {
    auto bytes = std::make_shared_for_overwrite<std::uint8_t[]>(capacity);
    if (size_ > 0) {
        std::memcpy(bytes.get(), bytes_.get(), size_);
    }
    bytes_ = std::move(bytes);
    capacity_ = capacity;
}

void PictureBuffer::begin(std::size_t expected) {
    size_ = 0;
    const std::size_t wanted = std::clamp(expected, kLeast, kMostAtOnce);
    if (capacity_ < wanted) {
        reserve(wanted);
    }
}

std::span<std::uint8_t> PictureBuffer::room(std::size_t wanted) {
    if (size_ == capacity_) {
        reserve(std::max(capacity_ * 2, kLeast));
    }
    return {bytes_.get() + size_, std::min(std::max<std::size_t>(wanted, 1), capacity_ - size_)};
}

void PictureBuffer::append(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const std::span<std::uint8_t> into = room(bytes.size());
        std::memcpy(into.data(), bytes.data(), into.size());
        grew(into.size());
        bytes = bytes.subspan(into.size());
    }
}

SharedBytes PictureBuffer::take(std::size_t size) {
    const std::uint8_t* data = bytes_.get();
    SharedBytes taken{std::shared_ptr<const std::uint8_t>(std::move(bytes_), data), size};
    drop();
    return taken;
}

void PictureBuffer::drop() {
    bytes_.reset();
    capacity_ = 0;
    size_ = 0;
}

}  // namespace ocellus
