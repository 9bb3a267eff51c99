// SPDX-License-Identifier: Apache-2.0
#include "daemon/analysis_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <vector>

namespace ocellus {
namespace {

class NoDetector final : public Detector {
public:
    [[nodiscard]] Size wantedSize(int width, int height) const override { return {width, height}; }

    [[nodiscard]] Result<void> detect(const Frame&, std::vector<Detection>&) override { return {}; }
};

AnalysisPool::MakeDetector noDetectors() {
    return [] { return std::make_unique<NoDetector>(); };
}

class Recorder final : public AnalysisJob {
public:
    Recorder(int id, std::vector<int>& order, std::latch& done) : id_(id), order_(order), done_(done) {}

    void analyse(Detector&) override {
        order_.push_back(id_);
        done_.count_down();
    }

private:
    int id_;
    std::vector<int>& order_;
    std::latch& done_;
};

class Gated final : public AnalysisJob {
public:
    void analyse(Detector&) override {
        started.count_down();
        release.wait();
        finished = true;
    }

    std::latch started{1};
    std::latch release{1};
    std::atomic<bool> finished = false;
};

TEST(AnalysisPool, ServesTheJobThatHasWaitedLongest) {
    std::vector<int> order;
    std::latch done{3};
    Gated first;
    Recorder a{1, order, done};
    Recorder b{2, order, done};
    Recorder c{3, order, done};
    AnalysisPool pool{1, noDetectors()};
    pool.enqueue(first);
    first.started.wait();
    for (Recorder* job : {&c, &a, &b}) {
        pool.enqueue(*job);
    }
    first.release.count_down();
    done.wait();
    EXPECT_EQ(order, (std::vector<int>{3, 1, 2}));
}

TEST(AnalysisPool, WithdrawWaitsForTheRunAndTakesTheJobOutOfTheLine) {
    std::vector<int> order;
    std::latch done{1};
    Gated running;
    Recorder waiting{1, order, done};
    AnalysisPool pool{1, noDetectors()};
    pool.enqueue(running);
    running.started.wait();
    pool.enqueue(waiting);
    pool.withdraw(waiting);
    std::thread opener{[&] { running.release.count_down(); }};
    pool.withdraw(running);
    EXPECT_TRUE(running.finished);
    opener.join();
    EXPECT_TRUE(order.empty());
}

TEST(AnalysisPool, RunsOnAsManyThreadsAsAsked) {
    Gated a;
    Gated b;
    AnalysisPool pool{2, noDetectors()};
    pool.enqueue(a);
    pool.enqueue(b);
    a.started.wait();
    b.started.wait();  // would never come with one thread
    a.release.count_down();
    b.release.count_down();
}

}  // namespace
}  // namespace ocellus
