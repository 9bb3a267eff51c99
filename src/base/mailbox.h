// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace ocellus {

// A mailbox of one: the newest wins, so that a slow reader skips and never lags. Thread-safe.
template <class Item>
class Mailbox {
public:
    // Returns true if an unread item was replaced (the caller counts it as skipped).
    bool put(Item item) {
        const std::lock_guard lock{mutex_};
        const bool replaced = item_.has_value();
        item_ = std::move(item);
        return replaced;
    }

    [[nodiscard]] std::optional<Item> take() {
        const std::lock_guard lock{mutex_};
        return std::exchange(item_, std::nullopt);
    }

    [[nodiscard]] bool empty() const {
        const std::lock_guard lock{mutex_};
        return !item_.has_value();
    }

private:
    mutable std::mutex mutex_;
    std::optional<Item> item_;
};

}  // namespace ocellus
