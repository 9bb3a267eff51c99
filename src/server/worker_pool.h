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

// A few threads for work that may wait for the disk or a peer, with a bounded queue. Thread-safe.
class WorkerPool {
public:
    WorkerPool(std::size_t threads, std::size_t mostQueued);
    // Finishes what has begun; what is still queued is dropped.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // False, and the task dropped, if the queue is full.
    bool run(std::function<void()> task);

private:
    void work();

    std::size_t mostQueued_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace ocellus
