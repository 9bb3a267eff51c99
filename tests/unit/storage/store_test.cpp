// SPDX-License-Identifier: Apache-2.0
#include "storage/store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <thread>

#include "support/temporary_folder.h"

namespace ocellus {
namespace {

const SystemClock kClock;

TEST(Store, MakesItsFolderAndAnswersOnItsOwnThread) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "deep" / "data";
    auto store = Store::open(path, kClock);
    ASSERT_TRUE(store) << store.error().text();

    struct stat facts {};

    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0700U);
    const auto thread =
        (*store)->run([](Tables&) -> Result<std::thread::id> { return std::this_thread::get_id(); });
    EXPECT_NE(thread.value(), std::this_thread::get_id());
}

TEST(Store, RunsTasksInOrderAndAllBeforeItGoes) {
    const TemporaryFolder folder;
    std::vector<int> order;
    {
        auto store = Store::open(folder.path(), kClock);
        ASSERT_TRUE(store);
        for (int i = 0; i < 100; ++i) {
            ASSERT_TRUE((*store)->post([&order, i](Tables&) { order.push_back(i); }));
        }
    }
    ASSERT_EQ(order.size(), 100U);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(Store, ATaskThatThrowsHarmsNoOther) {
    const TemporaryFolder folder;
    auto store = Store::open(folder.path(), kClock);
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->post([](Tables&) { throw std::runtime_error("fault"); }));
    const auto failed = (*store)->run([](Tables&) -> Result<int> { throw std::runtime_error("fault"); });
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, Error::Kind::Internal);
    EXPECT_EQ((*store)->run([](Tables&) -> Result<int> { return 7; }).value(), 7);
}

TEST(Store, ARunInsideARunDoesNotWaitForItself) {
    const TemporaryFolder folder;
    auto store = Store::open(folder.path(), kClock);
    ASSERT_TRUE(store);
    const auto inner = (*store)->run(
        [&](Tables&) -> Result<int> { return (*store)->run([](Tables&) -> Result<int> { return 7; }); });
    EXPECT_EQ(inner.value(), 7);
}

TEST(Store, AReadOnlyFolderIsSaidInWords) {
    const TemporaryFolder folder;
    ::chmod(folder.path().c_str(), 0555);
    // Root may write anywhere, so it becomes nobody for the attempt.
    const bool root = ::geteuid() == 0;
    if (root && ::seteuid(65534) != 0) {
        GTEST_SKIP() << "root cannot become nobody here";
    }
    const auto store = Store::open(folder.path(), kClock);
    const auto below = Store::open(folder.path() / "data", kClock);
    if (root) {
        ASSERT_EQ(::seteuid(0), 0);
    }
    ::chmod(folder.path().c_str(), 0700);
    for (const auto* opened : {&store, &below}) {
        ASSERT_FALSE(*opened);
        EXPECT_EQ(opened->error().kind, Error::Kind::Storage);
        EXPECT_NE(opened->error().text().find(folder.path().string()), std::string::npos)
            << opened->error().text();
        EXPECT_NE(opened->error().remedy.find("user that runs Ocellus"), std::string::npos)
            << opened->error().text();
    }
}

TEST(StorageThread, RefusesWhatDoesNotFitItsQueue) {
    std::promise<void> gate;
    std::promise<void> begun;
    StorageThread thread{2};
    thread.start();
    ASSERT_TRUE(thread.post([&] {
        begun.set_value();
        gate.get_future().wait();
    }));
    begun.get_future().wait();
    std::atomic<int> ran = 0;
    EXPECT_TRUE(thread.post([&] { ++ran; }));
    EXPECT_TRUE(thread.post([&] { ++ran; }));
    EXPECT_FALSE(thread.post([&] { ++ran; }));
    EXPECT_EQ(thread.queued(), 2U);
    gate.set_value();
    thread.call([] {});
    EXPECT_EQ(ran, 2);
}

}  // namespace
}  // namespace ocellus
