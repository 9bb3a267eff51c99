// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cstdlib>
#include <new>

#include "unit/apps/occupancy/app_fixture.h"

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

// Counts every allocation of this program. NOLINTBEGIN(cppcoreguidelines-no-malloc)
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc{};
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}

// NOLINTEND(cppcoreguidelines-no-malloc)

namespace ocellus::occupancy::test {
namespace {

// Between decode and rule nothing is allocated in steady state: here the rule's part of that.
TEST(OccupancyAppMemory, AllocatesNothingBetweenItsEvents) {
    OccupancyApp app({}, hundredth);
    Heard heard;
    std::vector<Track> crowd;
    for (std::uint32_t i = 0; i < 40; ++i) {
        crowd.push_back(human(i + 1, {0.02 * i, 0.4, 0.05, 0.2}));
    }
    Observation observation = pictureAt(0, crowd);
    app.observe(observation, heard);
    const std::size_t before = allocations;
    for (int i = 1; i < 25; ++i) {
        observation.captured += fromSeconds(0.2);
        app.observe(observation, heard);
    }
    EXPECT_EQ(allocations, before);
    EXPECT_EQ(heard.events.size(), 1u);
}

}  // namespace
}  // namespace ocellus::occupancy::test
