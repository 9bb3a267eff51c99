// SPDX-License-Identifier: Apache-2.0
#include "storage/storage_thread.h"

#include <chrono>
#include <exception>
#include <future>
#include <utility>

#include "base/log.h"

namespace ocellus {

void StorageThread::start(Task eachSecond) {
    thread_ = std::thread{[this, eachSecond = std::move(eachSecond)] { loop(eachSecond); }};
}

void StorageThread::stop() {
    if (!thread_.joinable()) {
        return;
    }
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

bool StorageThread::post(Task task) {
    {
        const std::lock_guard lock{mutex_};
        if (tasks_.size() >= mostQueued_) {
            return false;
        }
        tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
    return true;
}

void StorageThread::call(const Task& task) {
    if (std::this_thread::get_id() == thread_.get_id()) {
        task();
        return;
    }
    std::packaged_task<void()> packaged{task};
    auto done = packaged.get_future();
    {
        const std::lock_guard lock{mutex_};
        tasks_.emplace_back([&packaged] { packaged(); });
    }
    wake_.notify_one();
    done.get();
}

std::size_t StorageThread::queued() const {
    const std::lock_guard lock{mutex_};
    return tasks_.size();
}

void StorageThread::runGuarded(const Task& task) {
    try {
        task();
    } catch (const std::exception& exception) {
        log::error("a storage task failed reason=\"{}\"", exception.what());
    }
}

void StorageThread::loop(const Task& eachSecond) {
    constexpr std::chrono::seconds kTurn{1};
    auto nextTurn = std::chrono::steady_clock::now() + kTurn;
    std::unique_lock lock{mutex_};
    for (;;) {
        wake_.wait_until(lock, nextTurn, [this] { return ending_ || !tasks_.empty(); });
        Task task;
        if (!tasks_.empty()) {
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        const bool last = !task && ending_;
        lock.unlock();
        if (task) {
            runGuarded(task);
            task = nullptr;  // what it holds goes before the lock is taken again
        }
        if (eachSecond && (last || std::chrono::steady_clock::now() >= nextTurn)) {
            runGuarded(eachSecond);
        }
        if (last) {
            return;
        }
        if (std::chrono::steady_clock::now() >= nextTurn) {
            nextTurn = std::chrono::steady_clock::now() + kTurn;
        }
        lock.lock();
    }
}

}  // namespace ocellus
