// SPDX-License-Identifier: Apache-2.0
#include "storage/count_recorder.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "storage/ballast.h"
#include "storage/store.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

using std::chrono::minutes;

class CountRecorderTest : public ::testing::Test {
protected:
    std::vector<CountSpan> spans(std::int64_t first, std::int64_t last) {
        std::vector<WallTime> edges;
        for (std::int64_t minute = first; minute <= last + 1; ++minute) {
            edges.emplace_back(minutes{minute});
        }
        const auto zones = history_.zonesOf("gate").value();
        return zones.empty() ? std::vector<CountSpan>{} : history_.chart(zones[0].id, edges).value();
    }

    TemporaryFolder folder_;
    CountHistory history_ = CountHistory::open(folder_.path() / "history.db").value();
    Ballast ballast_{folder_.path() / "ballast", 0};
};

TEST_F(CountRecorderTest, PiecesOfAMinuteBecomeOne) {
    CountRecorder recorder{history_, ballast_};
    std::vector<std::int64_t> stored;
    recorder.onStored([&](const std::string& camera, std::int64_t minute) {
        EXPECT_EQ(camera, "gate");
        stored.push_back(minute);
    });
    recorder.record("gate", {"Till", 100, {2, 4, 1500, 1, 500}, 1});
    recorder.record("gate", {"Till", 100, {1, 3, 1000, 0, 500}, 1});
    EXPECT_TRUE(spans(100, 100).empty()) << "the disk is for the storage thread";
    recorder.flush();
    recorder.record("gate", {"Till", 100, {5, 5, 2500, 0, 500}, 1});
    recorder.record("gate", {"Till", 101, {0, 0, 0, 0, 500}, 1});
    recorder.flush();
    EXPECT_EQ(spans(100, 101), (std::vector<CountSpan>{{1, 5, 5000, 1, 1500}, {0, 0, 0, 0, 500}}));
    EXPECT_EQ(stored, (std::vector<std::int64_t>{100, 100, 101}));
    EXPECT_EQ(recorder.state().waiting, 0U);
}

TEST_F(CountRecorderTest, WhatTheDiskRefusesWaitsAndIsNotDoubled) {
    CountRecorder recorder{history_, ballast_, 3};
    auto other = Database::open(folder_.path() / "history.db").value();
    ASSERT_TRUE(other.script("ALTER TABLE minute RENAME TO away"));
    for (std::int64_t minute = 100; minute < 105; ++minute) {
        recorder.record("gate", {"Till", minute, {1, 1, 500, 0, 500}, 1});
        recorder.record("gate", {"Till", minute, {1, 1, 500, 0, 500}, 1});
        recorder.flush();
    }
    EXPECT_EQ(recorder.state().waiting, 3U) << "joined by minute, the newest";
    EXPECT_EQ(recorder.state().lost, 2U);
    EXPECT_NE(recorder.state().reason, "");
    ASSERT_TRUE(other.script("ALTER TABLE away RENAME TO minute"));
    recorder.flush();
    recorder.flush();
    EXPECT_EQ(recorder.state().waiting, 0U);
    EXPECT_EQ(recorder.state().reason, "");
    const auto all = spans(100, 104);
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ(all[1], CountSpan{});
    for (std::size_t i = 2; i < 5; ++i) {
        EXPECT_EQ(all[i], (CountSpan{1, 1, 1000, 0, 1000}));
    }
}

TEST_F(CountRecorderTest, AStoreThatEndsKeepsWhatWasHandedIn) {
    const ManualClock clock;
    const auto folder = folder_.path() / "house";
    {
        auto store = Store::open(folder, clock).value();
        store->counts().record("gate", {"Till", 100, {1, 2, 900, 0, 600}, 1});
    }
    auto store = Store::open(folder, clock).value();
    auto reader = store->readCounts();
    ASSERT_TRUE(reader) << reader.error().text();
    const auto zones = reader->zonesOf("gate").value();
    ASSERT_EQ(zones.size(), 1U);
    EXPECT_EQ(
        reader->chart(zones[0].id, std::array{WallTime{minutes{100}}, WallTime{minutes{101}}}).value()[0],
        (CountSpan{1, 2, 900, 0, 600}));
}

}  // namespace
}  // namespace ocellus
