// SPDX-License-Identifier: Apache-2.0
#include "storage/event_log.h"

#include <gtest/gtest.h>

#include "base/identifier.h"
#include "storage/tables.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

class EventLogTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto opened = Tables::open(folder_.path());
        ASSERT_TRUE(opened) << opened.error().text();
        tables_ = std::move(*opened);
    }

    std::string store(const std::string& camera, const std::string& type, bool kept = true) {
        EventDraft draft;
        draft.camera = camera;
        draft.app = "occupancy";
        draft.type = type;
        draft.time = now_ += std::chrono::seconds{1};
        draft.fields = {{"area", 1}};
        draft.kept = kept;
        const std::string id = randomUuid();
        EXPECT_TRUE(tables_->events.append(draft, id, std::nullopt, 0));
        return id;
    }

    // The cameras of a page's events, one letter each.
    std::string cameras(const EventQuery& query) {
        const auto page = tables_->events.list(query);
        EXPECT_TRUE(page) << page.error().text();
        std::string letters;
        for (const StoredEvent& stored : page->events) {
            letters += stored.event.camera;
        }
        return letters;
    }

    TemporaryFolder folder_;
    std::unique_ptr<Tables> tables_;
    WallTime now_{std::chrono::seconds{1'800'000'000}};
};

TEST_F(EventLogTest, ListsTheNewestFirstByEveryFilter) {
    for (const char* camera : {"a", "b", "a", "c"}) {
        store(camera, "alarm");
    }
    store("a", "alarm_end");
    EXPECT_EQ(cameras({}), "acaba");
    EXPECT_EQ(cameras({.camera = "a"}), "aaa");
    EXPECT_EQ(cameras({.type = "alarm"}), "caba");
    EXPECT_EQ(cameras({.camera = "a", .type = "alarm_end"}), "a");
    EXPECT_EQ(cameras({.app = "faces"}), "");
    EXPECT_EQ(cameras({.app = "occupancy", .limit = 2}), "ac");
}

TEST_F(EventLogTest, WhatAUserMayNotSeeDoesNotExist) {
    for (const char* camera : {"a", "b", "c", "a"}) {
        store(camera, "alarm");
    }
    EXPECT_EQ(cameras({.visibleCameras = std::vector<std::string>{"a", "c"}}), "aca");
    EXPECT_EQ(cameras({.camera = "b", .visibleCameras = std::vector<std::string>{"a"}}), "");
    EXPECT_EQ(cameras({.visibleCameras = std::vector<std::string>{}}), "") << "an empty list is no camera";
}

TEST_F(EventLogTest, PagesFollowOneAnotherWhileNewEventsCome) {
    for (const char* camera : {"a", "b", "c", "d", "e"}) {
        store(camera, "alarm");
    }
    const auto first = tables_->events.list({.limit = 2}).value();
    EXPECT_EQ(first.events.front().event.camera, "e");
    ASSERT_TRUE(first.next);
    store("f", "alarm");
    EXPECT_EQ(cameras({.before = first.next, .limit = 2}), "cb");
    const auto second = tables_->events.list({.before = first.next, .limit = 2}).value();
    const auto last = tables_->events.list({.before = second.next, .limit = 2}).value();
    EXPECT_EQ(last.events.size(), 1U);
    EXPECT_FALSE(last.next);
    const auto exact = tables_->events.list({.limit = 6}).value();
    EXPECT_FALSE(exact.next) << "no empty page after the last";
}

TEST_F(EventLogTest, ACursorThatIsNoneIsRefused) {
    for (const char* before : {"", "x", "1x", "-1", "99999999999999999999"}) {
        const auto page = tables_->events.list({.before = before});
        ASSERT_FALSE(page) << before;
        EXPECT_EQ(page.error().kind, Error::Kind::BadInput);
        EXPECT_NE(page.error().message.find("before"), std::string::npos);
    }
}

TEST_F(EventLogTest, ListsAsTheReferenceSaysAndFindsById) {
    const std::string id = store("a", "alarm");
    store("a", "count", false);
    const auto json = toJson(tables_->events.list({}).value());
    ASSERT_EQ(json["events"].size(), 1U) << "counts are not listed";
    EXPECT_TRUE(json["next"].is_null());
    EXPECT_EQ(json["events"][0]["id"], id);
    EXPECT_EQ(json["events"][0]["picture"], false);
    EXPECT_EQ(json["events"][0]["area"], 1);
    EXPECT_EQ(tables_->events.find(id).value()->event.sequence, 1U);
    EXPECT_FALSE(tables_->events.find(randomUuid()).value().has_value());
}

TEST_F(EventLogTest, AListWalksAnIndexWithoutSorting) {
    for (const char* camera : {static_cast<const char*>(nullptr), "a"}) {
        std::string plan;
        const char* sql =
            camera != nullptr
                ? "EXPLAIN QUERY PLAN SELECT id FROM event INDEXED BY event_camera WHERE kept = 1 AND "
                  "camera = ?1 AND number < ?2 ORDER BY number DESC LIMIT 5"
                : "EXPLAIN QUERY PLAN SELECT id FROM event INDEXED BY event_kept WHERE kept = 1 AND ?1 "
                  "IS NULL AND number < ?2 ORDER BY number DESC LIMIT 5";
        ASSERT_TRUE(tables_->database.each(sql, {nullptr, 5}, [&](const SqlRow& row) {
            plan += row.text(3);
            return true;
        }));
        EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
        EXPECT_NE(plan.find("USING"), std::string::npos) << plan;
    }
}

TEST_F(EventLogTest, OldEventsGoUnlessSomebodyWaitsForThem) {
    store("a", "alarm");
    const WallTime limit = now_ + std::chrono::milliseconds{1};
    store("b", "alarm");
    EXPECT_EQ(tables_->events.removeBefore(limit, 100).value(), 1);
    EXPECT_EQ(cameras({}), "b");
    const auto stored = tables_->events.list({}).value().events.front();
    ASSERT_TRUE(tables_->outbox.queue(stored, {{"mqtt", "event"}}, now_));
    EXPECT_EQ(tables_->events.removeBefore(now_ + std::chrono::hours{1}, 100).value(), 0);
    EXPECT_EQ(cameras({}), "b");
}

}  // namespace
}  // namespace ocellus
