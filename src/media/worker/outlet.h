// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>

#include "media/job.h"
#include "media/shared_ring.h"
#include "media/unique_fd.h"
#include "media/worker_message.h"

namespace ocellus::media {

// The worker's end of what joins it to its parent. Thread-safe: decoding threads write pictures while the
// main thread takes the slots that come back.
class Outlet {
public:
    Outlet(UniqueFd socket, SharedRing ring);

    // The parent's first word. Blocks.
    [[nodiscard]] std::optional<Job> receiveJob();

    [[nodiscard]] int descriptor() const { return socket_.get(); }

    // Takes slots that came back; false when the parent has gone.
    [[nodiscard]] bool receiveReleases();

    // A free slot. `wait`: until there is one or close() was called; else nothing when all are in use.
    [[nodiscard]] std::optional<std::uint32_t> acquire(bool wait);

    [[nodiscard]] std::span<std::uint8_t> slot(std::uint32_t number) { return ring_.write(number); }

    void giveBack(std::uint32_t number);  // one that was acquired and is not sent

    void send(const WorkerMessage& message);

    // Waits until the parent has gone, two seconds at most: closing with its words unread would destroy ours.
    void awaitLeave();

    // Wakes whoever waits for a slot: the end is near.
    void close();

private:
    UniqueFd socket_;
    SharedRing ring_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::uint32_t free_;  // bit n: slot n is free
    bool closed_ = false;
};

}  // namespace ocellus::media
