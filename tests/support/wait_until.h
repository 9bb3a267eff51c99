// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <thread>

namespace ocellus::test {

// Polls a condition that another thread or process brings about; false when the deadline passed without it.
template <class Condition>
[[nodiscard]] bool waitUntil(Condition condition, std::chrono::seconds deadline = std::chrono::seconds{20}) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
}

}  // namespace ocellus::test
