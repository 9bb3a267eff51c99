// SPDX-License-Identifier: Apache-2.0
#include "daemon/analysis_pool.h"

#include <algorithm>
#include <utility>

namespace ocellus {

AnalysisPool::AnalysisPool(std::size_t threads, const MakeDetector& makeDetector) {
    for (std::size_t i = 0; i < std::max<std::size_t>(1, threads); ++i) {
        workers_.push_back(std::make_unique<Worker>());
        workers_.back()->detector = makeDetector();
    }
    for (const auto& worker : workers_) {
        worker->thread = std::thread([this, &worker = *worker] { work(worker); });
    }
}

AnalysisPool::~AnalysisPool() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        line_.clear();
    }
    waiting_.notify_all();
    for (const auto& worker : workers_) {
        worker->thread.join();
    }
}

void AnalysisPool::enqueue(AnalysisJob& job) {
    {
        const std::lock_guard lock{mutex_};
        if (stopping_) {
            return;
        }
        line_.push_back(&job);
    }
    waiting_.notify_one();
}

void AnalysisPool::withdraw(AnalysisJob& job) {
    std::unique_lock lock{mutex_};
    const auto isRunning = [&] {
        return std::any_of(workers_.begin(), workers_.end(),
                           [&](const auto& worker) { return worker->running == &job; });
    };
    // A job that runs may put itself in line again, so the line is cleared after the run too.
    std::erase(line_, &job);
    finished_.wait(lock, [&] { return !isRunning(); });
    std::erase(line_, &job);
}

void AnalysisPool::work(Worker& worker) {
    std::unique_lock lock{mutex_};
    while (true) {
        waiting_.wait(lock, [&] { return stopping_ || !line_.empty(); });
        if (stopping_) {
            return;
        }
        worker.running = line_.front();
        line_.pop_front();
        lock.unlock();
        worker.running->analyse(*worker.detector);
        lock.lock();
        worker.running = nullptr;
        finished_.notify_all();
    }
}

}  // namespace ocellus
