// SPDX-License-Identifier: Apache-2.0
#include "storage/outbox.h"

#include <gtest/gtest.h>

#include <set>

#include "base/identifier.h"
#include "storage/tables.h"
#include "support/temporary_folder.h"

namespace ocellus {
namespace {

class OutboxTest : public ::testing::Test {
protected:
    void SetUp() override {
        limits_.outboxMessages = 5;
        reopen();
    }

    void reopen() {
        tables_.reset();
        auto opened = Tables::open(folder_.path(), limits_);
        ASSERT_TRUE(opened) << opened.error().text();
        tables_ = std::move(*opened);
    }

    // Stores one event for the destinations, as the recorder does.
    void store(int area, const std::vector<Route>& routes, bool kept = true) {
        EventDraft draft;
        draft.camera = "gate";
        draft.app = "occupancy";
        draft.type = kept ? "alarm" : "count";
        draft.time = now_;
        draft.fields = {{"area", area}};
        draft.kept = kept;
        draft.routes = routes;
        const auto done = tables_->database.transaction(Durability::Process, [&] {
            return tables_->events.append(draft, randomUuid(), std::nullopt, 0)
                .and_then(
                    [&](const StoredEvent& stored) { return tables_->outbox.queue(stored, routes, now_); });
        });
        ASSERT_TRUE(done) << done.error().text();
    }

    OutboxMessage next(const std::string& destination) {
        auto message = tables_->outbox.next(destination);
        EXPECT_TRUE(message && *message) << "nothing waits for " << destination;
        return message && *message ? **message : OutboxMessage{};
    }

    void deliver(const std::string& destination, const OutboxMessage& message) {
        ASSERT_TRUE(tables_->outbox.settle(destination, message, Settlement::Delivered));
    }

    // Delivers all that waits: the areas in order, gaps as minus the number of what is missing.
    std::vector<int> drain(const std::string& destination) {
        std::vector<int> order;
        for (;;) {
            const auto message = tables_->outbox.next(destination);
            if (!message || !*message) {
                return order;
            }
            const auto& fields = (*message)->event.fields;
            order.push_back((*message)->event.type == "gap" ? -fields["missing"].get<int>()
                                                            : fields["area"].get<int>());
            deliver(destination, **message);
        }
    }

    std::int64_t pending(const std::string& destination) {
        const auto states = tables_->outbox.states().value();
        for (const OutboxState& state : states) {
            if (state.destination == destination) {
                return state.pending;
            }
        }
        return -1;
    }

    TemporaryFolder folder_;
    StorageLimits limits_;
    std::unique_ptr<Tables> tables_;
    WallTime now_{std::chrono::seconds{1'800'000'000}};
};

TEST_F(OutboxTest, EachDestinationHasItsOwnOrderAndPace) {
    for (int area = 1; area <= 3; ++area) {
        store(area, {{"mqtt", "event"}, {"http", "event"}});
    }
    EXPECT_EQ(drain("mqtt"), (std::vector{1, 2, 3}));
    EXPECT_EQ(pending("mqtt"), 0);
    EXPECT_EQ(pending("http"), 3);
    store(4, {{"http", "event"}});
    EXPECT_EQ(drain("http"), (std::vector{1, 2, 3, 4}));
    EXPECT_TRUE(drain("mqtt").empty());
}

TEST_F(OutboxTest, TheHeadIsTheSameTillItIsSettledAndOverRestarts) {
    store(1, {{"mqtt", "event"}});
    store(2, {{"mqtt", "event"}});
    const OutboxMessage first = next("mqtt");
    EXPECT_EQ(next("mqtt").event.id, first.event.id);
    reopen();
    EXPECT_EQ(next("mqtt").event.id, first.event.id) << "a redelivery keeps its id";
    EXPECT_EQ(pending("mqtt"), 2);
    deliver("mqtt", first);
    reopen();
    EXPECT_EQ(next("mqtt").event.fields["area"], 2);
}

TEST_F(OutboxTest, OneEventGoesToADestinationInSeveralForms) {
    store(1, {{"mqtt", "event"}, {"mqtt", "manual"}});
    const OutboxMessage first = next("mqtt");
    EXPECT_EQ(first.form, "event");
    deliver("mqtt", first);
    const OutboxMessage second = next("mqtt");
    EXPECT_EQ(second.form, "manual");
    EXPECT_EQ(second.event.id, first.event.id);
}

TEST_F(OutboxTest, SequencesHaveNoGapsOverRestartsAndCountEachKindAlone) {
    store(1, {{"mqtt", "event"}});
    store(2, {{"mqtt", "event"}}, false);
    reopen();
    store(3, {{"mqtt", "event"}});
    std::vector<std::pair<std::string, std::uint64_t>> seen;
    std::set<std::string> ids;
    while (pending("mqtt") > 0) {
        const OutboxMessage message = next("mqtt");
        seen.emplace_back(message.event.type, message.event.sequence);
        ids.insert(message.event.id);
        deliver("mqtt", message);
    }
    EXPECT_EQ(seen,
              (std::vector<std::pair<std::string, std::uint64_t>>{{"alarm", 1}, {"count", 1}, {"alarm", 2}}));
    EXPECT_EQ(ids.size(), 3U);
}

TEST_F(OutboxTest, ASequenceWhoseEventWasNotStoredIsUsedAgain) {
    EventDraft draft;
    draft.camera = "gate";
    draft.app = "occupancy";
    draft.type = "alarm";
    const auto failed = tables_->database.transaction(Durability::Process, [&]() -> Result<void> {
        EXPECT_EQ(tables_->events.append(draft, randomUuid(), std::nullopt, 0)->event.sequence, 1U);
        return failure(Error::Kind::Storage, "disk full");
    });
    ASSERT_FALSE(failed);
    store(1, {{"mqtt", "event"}});
    EXPECT_EQ(next("mqtt").event.sequence, 1U);
}

TEST_F(OutboxTest, BeyondItsBoundTheOldestGoAndTheReceiverIsTold) {
    for (int area = 1; area <= 8; ++area) {
        now_ += std::chrono::seconds{1};
        store(area, {{"mqtt", "event"}, {"http", "event"}});
        if (area == 4) {
            drain("http");
        }
    }
    EXPECT_EQ(pending("mqtt"), 5);
    // 1 may have been on its way when 2, 3 and 4 were dropped.
    const OutboxMessage head = next("mqtt");
    EXPECT_EQ(head.event.fields["area"], 1);
    deliver("mqtt", head);
    const OutboxMessage gap = next("mqtt");
    EXPECT_EQ(gap.event.type, "gap");
    EXPECT_EQ(gap.event.sequence, 1U);
    EXPECT_EQ(gap.event.fields["destination"], "mqtt");
    EXPECT_EQ(gap.event.fields["missing"], 3);
    EXPECT_EQ(gap.event.fields["reasons"], (nlohmann::json{{"full", 3}, {"old", 0}, {"refused", 0}}));
    EXPECT_EQ(gap.event.fields["from"], toIso8601(now_ - std::chrono::seconds{6}));
    EXPECT_EQ(gap.event.fields["to"], toIso8601(now_ - std::chrono::seconds{4}));
    EXPECT_EQ(drain("mqtt"), (std::vector{-3, 5, 6, 7, 8}));
    EXPECT_EQ(drain("http"), (std::vector{5, 6, 7, 8})) << "another destination loses nothing";
}

TEST_F(OutboxTest, WhatIsDroppedAfterAGapWasHandedOutIsAGapOfItsOwn) {
    for (int area = 1; area <= 6; ++area) {
        store(area, {{"mqtt", "event"}});
    }
    deliver("mqtt", next("mqtt"));
    const OutboxMessage first = next("mqtt");
    ASSERT_EQ(first.event.fields["missing"], 1);
    store(7, {{"mqtt", "event"}});
    store(8, {{"mqtt", "event"}});  // drops 4: 3 is the head
    EXPECT_EQ(next("mqtt").event.id, first.event.id) << "handed out again, it says the same";
    EXPECT_EQ(next("mqtt").event.fields["missing"], 1);
    deliver("mqtt", first);
    EXPECT_EQ(drain("mqtt"), (std::vector{3, -1, 5, 6, 7, 8}));
}

TEST_F(OutboxTest, AGapSurvivesARestart) {
    for (int area = 1; area <= 7; ++area) {
        store(area, {{"mqtt", "event"}});
    }
    reopen();
    EXPECT_EQ(drain("mqtt"), (std::vector{1, -2, 4, 5, 6, 7}));
}

TEST_F(OutboxTest, TooOldMessagesGoAndTheReceiverIsTold) {
    store(1, {{"mqtt", "event"}});
    store(2, {{"mqtt", "event"}});
    now_ += limits_.outboxAge + std::chrono::seconds{1};
    store(3, {{"mqtt", "event"}});
    EXPECT_EQ(tables_->outbox.dropOld(now_, 100).value(), 1);
    EXPECT_EQ(drain("mqtt"), (std::vector{1, -1, 3}));
}

TEST_F(OutboxTest, ARefusedMessageIsCountedIntoAGap) {
    store(1, {{"http", "event"}});
    store(2, {{"http", "event"}});
    ASSERT_TRUE(tables_->outbox.settle("http", next("http"), Settlement::Refused));
    const OutboxMessage gap = next("http");
    EXPECT_EQ(gap.event.fields["reasons"]["refused"], 1);
    EXPECT_EQ(drain("http"), (std::vector{-1, 2}));
    const auto states = tables_->outbox.states().value();
    ASSERT_EQ(states.size(), 1U);
    EXPECT_EQ(states[0].dropped, 1);
    EXPECT_EQ(states[0].delivered, 1);
}

TEST_F(OutboxTest, ASettlementThatIsToldTwiceCountsOnce) {
    store(1, {{"http", "event"}});
    store(2, {{"http", "event"}});
    const OutboxMessage first = next("http");
    deliver("http", first);
    deliver("http", first);
    ASSERT_TRUE(tables_->outbox.settle("http", first, Settlement::Refused));
    EXPECT_EQ(pending("http"), 1);
    EXPECT_EQ(tables_->outbox.states().value().front().delivered, 1);
    EXPECT_EQ(drain("http"), (std::vector{2}));
}

TEST_F(OutboxTest, ACountGoesWhenEveryDestinationHasItAndAnAlarmStays) {
    store(1, {{"mqtt", "event"}, {"http", "count"}}, false);
    store(2, {{"mqtt", "event"}}, true);
    drain("mqtt");
    EXPECT_EQ(tables_->database.number("SELECT count(*) FROM event").value(), 2);
    drain("http");
    EXPECT_EQ(tables_->database.number("SELECT count(*) FROM event").value(), 1);
    EXPECT_EQ(tables_->events.list({}).value().events.size(), 1U);
}

TEST_F(OutboxTest, ADestinationThatIsNoMoreIsForgottenWithWhatWaitedForIt) {
    store(1, {{"mqtt", "event"}, {"old", "event"}});
    store(2, {{"old", "event"}}, false);
    EXPECT_EQ(tables_->outbox.keepOnly({"mqtt"}).value(), 2);
    EXPECT_EQ(pending("old"), -1);
    EXPECT_EQ(drain("mqtt"), (std::vector{1}));
    EXPECT_EQ(tables_->database.number("SELECT count(*) FROM event").value(), 1);
}

}  // namespace
}  // namespace ocellus
