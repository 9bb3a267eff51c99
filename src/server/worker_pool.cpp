// SPDX-License-Identifier: Apache-2.0
#include "server/worker_pool.h"

#include "base/log.h"

namespace ocellus {

WorkerPool::WorkerPool(std::size_t threads, std::size_t mostQueued) : mostQueued_(mostQueued) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

WorkerPool::~WorkerPool() {
    stop();
}

void WorkerPool::stop() {
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

bool WorkerPool::run(Task task) {
    {
        const std::lock_guard lock{mutex_};
        if (ending_ || tasks_.size() >= mostQueued_) {
            return false;
        }
        tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
    return true;
}

void WorkerPool::work() {
    for (;;) {
        Task task;
        bool wanted = true;
        {
            std::unique_lock lock{mutex_};
            wake_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
            if (tasks_.empty()) {
                return;
            }
            task = std::move(tasks_.front());
            tasks_.pop_front();
            wanted = !ending_;
        }
        try {
            task(wanted);
        } catch (const std::exception& fault) {
            log::error("a task failed reason=\"{}\"", fault.what());
        }
    }
}

}  // namespace ocellus
