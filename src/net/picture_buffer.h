// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "image/picture.h"

namespace ocellus {

// The memory that a picture is read into and then lives in: the socket writes to room(), and take() hands the
// same bytes over. Grows by doubling, so that memory follows what has arrived, never what was announced.
// Thread-compatible.
class PictureBuffer {
public:
    // Empties it; `expected` bytes are likely to come.
    void begin(std::size_t expected);

    // At least one and at most `wanted` bytes to write to.
    [[nodiscard]] std::span<std::uint8_t> room(std::size_t wanted);

    // So many bytes of room() were written.
    void grew(std::size_t n) { size_ += n; }

    void append(std::span<const std::uint8_t> bytes);

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] std::span<const std::uint8_t> view() const { return {bytes_.get(), size_}; }

    // The first `size` bytes; the buffer is empty afterwards.
    [[nodiscard]] SharedBytes take(std::size_t size);

    // Gives the memory back.
    void drop();

private:
    void reserve(std::size_t capacity);

    std::shared_ptr<std::uint8_t[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t size_ = 0;
};

}  // namespace ocellus
