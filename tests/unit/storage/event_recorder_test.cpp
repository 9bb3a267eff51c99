// SPDX-License-Identifier: Apache-2.0
#include "storage/event_recorder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "storage/housekeeping.h"
#include "storage/store.h"
#include "support/temporary_folder.h"
#include "unit/storage/sample_picture.h"

namespace ocellus {
namespace {

namespace fs = std::filesystem;

// The recorder over tables of its own; flush() stands for the storage thread's turn, which does not run here.
class EventRecorderTest : public ::testing::Test {
protected:
    void SetUp() override {
        limits_.pictureReserve = 0;
        limits_.pictureBytes = 3000;
        limits_.ballastBytes = 0;
        reopen();
    }

    void reopen() {
        recorder_.reset();
        tables_.reset();
        auto opened = Tables::open(folder_.path(), limits_);
        ASSERT_TRUE(opened) << opened.error().text();
        tables_ = std::move(*opened);
        recorder_.emplace(*tables_, thread_, clock_);
    }

    EventDraft draft(std::vector<Route> routes = {{"mqtt", "event"}}) {
        EventDraft draft;
        draft.camera = "gate";
        draft.app = "occupancy";
        draft.type = "alarm";
        draft.time = clock_.wallNow();
        draft.routes = std::move(routes);
        draft.stored = [this](const Event& event) { stored_.push_back(event); };
        return draft;
    }

    void recordPicture(std::size_t bytes, PictureFormat format = PictureFormat::Jpeg) {
        EventDraft one = draft();
        one.picture = test::samplePicture(bytes, format);
        recorder_->record(std::move(one));
        recorder_->flush();
    }

    int filesOnDisk() {
        int files = 0;
        std::error_code error;
        for (const auto& entry : fs::recursive_directory_iterator{folder_.path() / "pictures", error}) {
            files += entry.is_regular_file() ? 1 : 0;
        }
        return files;
    }

    int eventsWithPicture() {
        const auto page = tables_->events.list({.limit = 500}).value();
        return static_cast<int>(
            std::count_if(page.events.begin(), page.events.end(),
                          [](const StoredEvent& one) { return one.picture.has_value(); }));
    }

    TemporaryFolder folder_;
    StorageLimits limits_;
    ManualClock clock_;
    StorageThread thread_;  // not started
    std::unique_ptr<Tables> tables_;
    std::optional<EventRecorder> recorder_;
    std::vector<Event> stored_;
};

TEST_F(EventRecorderTest, StoresInOrderAndTellsAfterwards) {
    int woken = 0;
    recorder_->onQueued([&](const std::set<std::string>& destinations) {
        EXPECT_EQ(destinations, std::set<std::string>{"mqtt"});
        ++woken;
    });
    for (int i = 0; i < 600; ++i) {
        recorder_->record(draft());
    }
    EXPECT_EQ(recorder_->state().waiting, 600U);
    recorder_->flush();
    EXPECT_EQ(recorder_->state().waiting, 0U);
    ASSERT_EQ(stored_.size(), 600U);
    for (std::size_t i = 0; i < stored_.size(); ++i) {
        ASSERT_EQ(stored_[i].sequence, i + 1);
    }
    EXPECT_EQ(woken, 3) << "one commit takes 256";
    EXPECT_EQ(tables_->outbox.next("mqtt").value()->event.id, stored_[0].id);
}

TEST_F(EventRecorderTest, AnEventThatNobodyKeepsOrGetsStillCounts) {
    EventDraft one = draft({});
    one.kept = false;
    recorder_->record(std::move(one));
    recorder_->flush();
    ASSERT_EQ(stored_.size(), 1U);
    EXPECT_EQ(stored_[0].sequence, 1U);
    EXPECT_EQ(tables_->database.number("SELECT count(*) FROM event").value(), 0);
}

TEST_F(EventRecorderTest, EventsWaitWhileTheDiskRefusesAndGoOnInOrder) {
    recorder_->record(draft());
    recorder_->flush();
    const auto pages = tables_->database.number("PRAGMA page_count").value();
    ASSERT_TRUE(tables_->database.script(("PRAGMA max_page_count=" + std::to_string(pages)).c_str()));
    for (int i = 0; i < 300; ++i) {
        EventDraft one = draft();
        one.fields = {{"filler", std::string(1000, 'x')}};
        recorder_->record(std::move(one));
    }
    recorder_->flush();
    EXPECT_EQ(stored_.size(), 1U);
    EXPECT_EQ(recorder_->state().waiting, 300U);
    EXPECT_NE(recorder_->state().eventReason.find("is full"), std::string::npos)
        << recorder_->state().eventReason;
    ASSERT_TRUE(tables_->database.script("PRAGMA max_page_count=1000000"));
    recorder_->flush();
    ASSERT_EQ(stored_.size(), 301U);
    for (std::size_t i = 0; i < stored_.size(); ++i) {
        ASSERT_EQ(stored_[i].sequence, i + 1);
    }
    EXPECT_EQ(recorder_->state().eventReason, "");
    EXPECT_EQ(recorder_->state().lost, 0U);
}

TEST_F(EventRecorderTest, WhatWaitsIsBoundedAndWhatIsLostIsCounted) {
    for (std::size_t i = 0; i < EventRecorder::kMostWaiting + 7; ++i) {
        recorder_->record(draft({}));
    }
    EXPECT_EQ(recorder_->state().waiting, EventRecorder::kMostWaiting);
    EXPECT_EQ(recorder_->state().lost, 7U);
}

TEST_F(EventRecorderTest, PicturesInMemoryAreBoundedApart) {
    for (std::size_t i = 0; i < EventRecorder::kMostPictures + 3; ++i) {
        EventDraft one = draft();
        one.picture = test::samplePicture(10);
        recorder_->record(std::move(one));
    }
    EXPECT_EQ(recorder_->state().picturesDropped, 3U);
    recorder_->flush();
    EXPECT_EQ(stored_.size(), EventRecorder::kMostPictures + 3);
    EXPECT_EQ(eventsWithPicture(), static_cast<int>(EventRecorder::kMostPictures));
}

TEST_F(EventRecorderTest, APictureIsKeptUnderItsDayAndReadBack) {
    recordPicture(1000);
    const auto stored = tables_->events.list({}).value().events.front();
    ASSERT_TRUE(stored.picture);
    EXPECT_EQ(*stored.picture, toIso8601(clock_.wallNow()).substr(0, 10) + "/" + stored.event.id + ".jpg");
    const auto bytes = tables_->pictures.read(*stored.picture);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size, 1000U);
    EXPECT_EQ(bytes->view()[999], 0x5a);
    EXPECT_EQ(filesOnDisk(), 1) << "no half-written file beside it";
}

TEST_F(EventRecorderTest, WhatIsNoJpegIsLeftOutAndTheEventGoesOn) {
    recordPicture(10, PictureFormat::I420);
    EXPECT_EQ(stored_.size(), 1U);
    EXPECT_EQ(eventsWithPicture(), 0);
    EXPECT_NE(recorder_->state().pictureReason.find("no JPEG"), std::string::npos);
}

TEST_F(EventRecorderTest, WithoutRoomEventsGoOnAndPicturesAreDropped) {
    limits_.pictureReserve = std::uint64_t{1} << 60;
    reopen();
    recordPicture(10);
    EXPECT_EQ(stored_.size(), 1U);
    EXPECT_EQ(filesOnDisk(), 0);
    EXPECT_EQ(recorder_->state().picturesDropped, 1U);
    EXPECT_NE(recorder_->state().pictureReason.find("kept for events"), std::string::npos);
}

TEST_F(EventRecorderTest, PicturesGoByAgeAndByBytesOldestFirst) {
    for (int i = 0; i < 5; ++i) {
        recordPicture(1000);
        clock_.advance(std::chrono::hours{1});
    }
    EXPECT_EQ(tables_->pictures.retain(clock_.wallNow(), true, 100).value(), 2) << "3000 bytes are allowed";
    EXPECT_EQ(filesOnDisk(), 3);
    const auto page = tables_->events.list({}).value();
    EXPECT_TRUE(page.events[2].picture);
    EXPECT_FALSE(page.events[3].picture);
    clock_.advance(limits_.pictureAge - std::chrono::minutes{90});
    EXPECT_EQ(tables_->pictures.retain(clock_.wallNow(), false, 100).value(), 0);
    EXPECT_EQ(tables_->pictures.retain(clock_.wallNow(), true, 100).value(), 2);
    EXPECT_EQ(filesOnDisk(), 1);
    EXPECT_EQ(eventsWithPicture(), 1);
}

TEST_F(EventRecorderTest, APictureWithoutItsEventIsSweptAtTheNextStart) {
    recordPicture(10);
    const fs::path day = folder_.path() / "pictures" / toIso8601(clock_.wallNow()).substr(0, 10);
    std::ofstream{day / "11111111-2222-4333-8444-555555555555.jpg"} << "killed before the commit";
    std::ofstream{day / "11111111-2222-4333-8444-555555555556.part"} << "killed while writing";
    EXPECT_EQ(tables_->pictures.sweep().value(), 2);
    EXPECT_EQ(filesOnDisk(), 1);
    EXPECT_EQ(eventsWithPicture(), 1);
}

TEST_F(EventRecorderTest, TidyingEndsWhatIsOld) {
    Housekeeping housekeeping{*tables_, limits_};
    EventDraft one = draft({});
    recorder_->record(std::move(one));
    recorder_->flush();
    housekeeping.run(clock_.now(), clock_.wallNow());
    clock_.advance(limits_.eventAge + std::chrono::hours{1});
    housekeeping.run(clock_.now(), clock_.wallNow());
    EXPECT_TRUE(tables_->events.list({}).value().events.empty());
}

TEST_F(EventRecorderTest, AStepOfTheClockEndsNothingForADay) {
    Housekeeping housekeeping{*tables_, limits_};
    recordPicture(10);
    housekeeping.run(clock_.now(), clock_.wallNow());
    clock_.stepWall(std::chrono::hours{24 * 3650});
    for (int hour = 0; hour < 23; ++hour) {
        clock_.advance(std::chrono::hours{1});
        housekeeping.run(clock_.now(), clock_.wallNow());
    }
    EXPECT_EQ(tables_->events.list({}).value().events.size(), 1U);
    EXPECT_EQ(filesOnDisk(), 1);
    EXPECT_TRUE(tables_->outbox.next("mqtt").value().has_value());
    clock_.stepWall(-std::chrono::hours{24 * 3650});
    clock_.advance(std::chrono::hours{1});
    housekeeping.run(clock_.now(), clock_.wallNow());
    EXPECT_EQ(tables_->events.list({}).value().events.size(), 1U);
}

TEST(Ballast, IsTakenAndGivenBack) {
    const TemporaryFolder folder;
    Ballast ballast{folder.path() / "ballast", 100'000};
    EXPECT_FALSE(ballast.giveBack());
    ballast.take();
    EXPECT_EQ(fs::file_size(folder.path() / "ballast"), 100'000U);
    EXPECT_TRUE(ballast.giveBack());
    EXPECT_FALSE(fs::exists(folder.path() / "ballast"));
}

TEST(StoreRecorder, StoresOnItsThreadAndBeforeItGoes) {
    const TemporaryFolder folder;
    const SystemClock clock;
    {
        auto store = Store::open(folder.path(), clock);
        ASSERT_TRUE(store);
        for (int i = 0; i < 100; ++i) {
            EventDraft draft;
            draft.camera = "gate";
            draft.app = "occupancy";
            draft.type = "alarm";
            draft.time = clock.wallNow();
            (*store)->recorder().record(std::move(draft));
        }
    }
    auto store = Store::open(folder.path(), clock);
    ASSERT_TRUE(store);
    const auto page = (*store)->run([](Tables& tables) { return tables.events.list({.limit = 500}); });
    ASSERT_EQ(page->events.size(), 100U);
    EXPECT_EQ(page->events.front().event.sequence, 100U);
}

}  // namespace
}  // namespace ocellus
