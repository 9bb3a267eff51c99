// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace ocellus {

// The one thread that touches the disk, with its queue of tasks in order. Thread-safe.
class StorageThread {
public:
    using Task = std::function<void()>;

    static constexpr std::size_t kMostQueued = 8192;

    explicit StorageThread(std::size_t mostQueued = kMostQueued) : mostQueued_(mostQueued) {}

    ~StorageThread() { stop(); }

    StorageThread(const StorageThread&) = delete;
    StorageThread& operator=(const StorageThread&) = delete;

    // Begins; tasks may be queued before. `eachSecond` runs on the thread about once a second, and once more
    // at the end.
    void start(Task eachSecond = {});
    // Runs what is queued, then ends. Nothing may be queued any more.
    void stop();

    // Queues a task and returns at once. False, and nothing queued, where the queue is full (the disk is
    // slower than what comes in): the caller counts and says what was lost.
    [[nodiscard]] bool post(Task task);

    // Runs a task on the thread and waits for its end. Always queued: callers bound themselves by waiting.
    // Called on the thread itself it runs at once. An exception of the task comes out here.
    void call(const Task& task);

    [[nodiscard]] std::size_t queued() const;

private:
    void loop(const Task& eachSecond);
    static void runGuarded(const Task& task);

    const std::size_t mostQueued_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Task> tasks_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace ocellus
