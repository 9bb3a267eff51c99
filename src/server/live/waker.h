// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <utility>

namespace ocellus {

// Tells one reader that something has come, once until the reader has looked: a hundred pictures a second
// wake nobody a hundred times. Thread-safe.
class Waker {
public:
    void set(std::function<void()> wake) {
        const std::lock_guard lock{mutex_};
        wake_ = std::move(wake);
    }

    // After it `wake` is not called and not being called.
    void clear() { set(nullptr); }

    void signal() {
        if (pending_.exchange(true)) {
            return;
        }
        const std::lock_guard lock{mutex_};
        if (wake_) {
            wake_();
        }
    }

    // The reader looks now: what comes after this signals again.
    void rearm() { pending_ = false; }

private:
    std::atomic<bool> pending_ = false;
    std::mutex mutex_;
    std::function<void()> wake_;
};

}  // namespace ocellus
