// SPDX-License-Identifier: Apache-2.0
#include "storage/storage_thread.h"

#include <exception>
#include <future>
#include <utility>

#include "base/log.h"

namespace ocellus {

StorageThread::StorageThread(std::size_t mostQueued) : mostQueued_(mostQueued), thread_([this] { loop(); }) {}

StorageThread::~StorageThread() {
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

void StorageThread::loop() {
    std::unique_lock lock{mutex_};
    for (;;) {
        wake_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
        if (tasks_.empty()) {
            return;
        }
        {
            const Task task = std::move(tasks_.front());
            tasks_.pop_front();
            lock.unlock();
            try {
                task();
            } catch (const std::exception& exception) {
                log::error("a storage task failed reason=\"{}\"", exception.what());
            }
        }  // what the task holds goes before the lock is taken again
        lock.lock();
    }
}

}  // namespace ocellus
