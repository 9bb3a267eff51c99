// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "media/unique_fd.h"
#include "media/worker_message.h"

namespace ocellus::media {

// Three: one being written, one on its way, one being read.
inline constexpr RingShape kRing{3, i420Bytes(8192, 8192)};

// The memory that a worker and its parent share: a few slots of one picture each. The parent makes and seals
// it, so that a worker cannot shrink it under the reader's feet. Address space is taken for the largest
// picture; memory only for what was written. Thread-compatible.
class SharedRing {
public:
    enum class Use { Read, Write };  // of the parent

    [[nodiscard]] static Result<SharedRing> create(RingShape shape = kRing, Use use = Use::Read);
    [[nodiscard]] static Result<SharedRing> attach(UniqueFd memory, RingShape shape = kRing);  // the worker

    SharedRing(SharedRing&& other) noexcept;
    SharedRing& operator=(SharedRing&& other) noexcept;
    SharedRing(const SharedRing&) = delete;
    SharedRing& operator=(const SharedRing&) = delete;
    ~SharedRing();

    // Within the shape, or this is a mistake of ours. What the parent reads may change while it reads: copy
    // first, then look at the copy.
    [[nodiscard]] std::span<const std::uint8_t> read(std::uint32_t slot, std::uint64_t bytes) const;
    [[nodiscard]] std::span<std::uint8_t> write(std::uint32_t slot);  // the worker, or Use::Write

    [[nodiscard]] int descriptor() const { return memory_.get(); }

    [[nodiscard]] RingShape shape() const { return shape_; }

private:
    SharedRing(UniqueFd memory, RingShape shape, std::uint8_t* base)
        : memory_(std::move(memory)), shape_(shape), base_(base) {}

    void unmap();

    UniqueFd memory_;
    RingShape shape_;
    std::uint8_t* base_ = nullptr;
};

}  // namespace ocellus::media
