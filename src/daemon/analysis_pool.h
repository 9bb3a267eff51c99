// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "vision/detector.h"

namespace ocellus {

// Something that wants one turn on an analysis thread.
class AnalysisJob {
public:
    virtual ~AnalysisJob() = default;
    // Runs on one analysis thread, with that thread's detector; never on two threads at once.
    virtual void analyse(Detector& detector) = 0;
};

// The analysis threads, one per core. Jobs wait in line, so the camera that has waited longest goes first;
// a job stands in the line at most once (its owner sees to that), so a camera has one picture in analysis at
// most and its tracker and apps need no locks. Thread-safe.
class AnalysisPool {
public:
    using MakeDetector = std::function<std::unique_ptr<Detector>()>;

    AnalysisPool(std::size_t threads, const MakeDetector& makeDetector);
    ~AnalysisPool();
    AnalysisPool(const AnalysisPool&) = delete;
    AnalysisPool& operator=(const AnalysisPool&) = delete;

    void enqueue(AnalysisJob& job);

    // Takes a job out of the line and waits until no thread runs it: after this it may be destroyed. Not to
    // be called on an analysis thread.
    void withdraw(AnalysisJob& job);

private:
    struct Worker {
        std::unique_ptr<Detector> detector;
        AnalysisJob* running = nullptr;
        std::thread thread;
    };

    void work(Worker& worker);

    std::mutex mutex_;
    std::condition_variable waiting_;
    std::condition_variable finished_;
    std::deque<AnalysisJob*> line_;
    std::vector<std::unique_ptr<Worker>> workers_;
    bool stopping_ = false;
};

}  // namespace ocellus
