// SPDX-License-Identifier: Apache-2.0
// The road from bytes to a network's input allocates nothing once it has seen a picture of each kind.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "image/jpeg_codec.h"
#include "image/letterbox.h"
#include "unit/image/jpeg_pictures.h"

namespace {

std::atomic<int> allocations = 0;

}  // namespace

// Replaces the program's own, which is allowed (C++ standard, replacement.functions); counts, then does the
// same.
void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}

namespace ocellus {
namespace {

TEST(Allocations, NoneInSteadyState) {
    const std::array pictures{test::toJpeg(test::waves(321, 243), TJSAMP_420),
                              test::toJpeg(test::waves(160, 96), TJSAMP_422),
                              test::toJpeg(test::waves(64, 64), TJSAMP_GRAY)};
    JpegDecoder decoder;
    JpegEncoder encoder;
    Letterbox letterbox;
    Frame frame;
    std::vector<std::uint8_t> bgr(3 * 96 * 64);
    std::vector<std::uint8_t> jpeg;
    bool fine = true;
    const auto round = [&] {
        for (const auto& picture : pictures) {
            fine = fine && decoder.decode(picture, {96, 64}, frame).has_value();
            letterbox.pack(frame, {96, 64}, Fit::Letterbox, 114, bgr);
            fine = fine && encoder.encode(frame, 80, jpeg).has_value();
        }
    };
    round();
    const int before = allocations;
    for (int repeat = 0; repeat < 10; ++repeat) {
        round();
    }
    EXPECT_EQ(allocations, before);
    EXPECT_TRUE(fine);
    EXPECT_GT(before, 0) << "nothing was counted at all";
}

}  // namespace
}  // namespace ocellus
