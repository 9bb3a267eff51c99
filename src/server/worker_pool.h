// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ocellus {

// A few threads for work that may wait for the disk or a peer, with a bounded queue. Every task that was
// taken is called, once. Thread-safe, but for stop().
class WorkerPool {
public:
    // `wanted`: false where the pool ends; the task then only tells whoever waits for it.
    using Task = std::function<void(bool wanted)>;

    WorkerPool(std::size_t threads, std::size_t mostQueued);
    // As stop().
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // False, and the task not taken, if the queue is full.
    bool run(Task task);
    // Finishes what has begun, tells the rest that it is not wanted, and takes nothing more.
    void stop();

private:
    void work();

    std::size_t mostQueued_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Task> tasks_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace ocellus
